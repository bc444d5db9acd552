package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.Cancellation;
import methodcache.api.LockLease;
import methodcache.api.ServiceLookup;
import org.jspecify.annotations.Nullable;

/** The context of one call: made when the first condition, loader or hook looks at it, and shared by all of them. */
final class Context implements CacheContext {

    private final String key;
    private final List<@Nullable Object> arguments;
    private final Map<String, Object> scope;
    private final ServiceLookup services;
    private @Nullable Map<Object, Object> items;

    /** The load this call runs, while it runs one. */
    @Nullable
    Load load;

    CacheLayer layer = CacheLayer.SOURCE;

    Context(String key, List<@Nullable Object> arguments, Map<String, Object> scope, ServiceLookup services) {
        this.key = key;
        this.arguments = arguments;
        this.scope = scope;
        this.services = services;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public CacheLayer layer() {
        return layer;
    }

    @Override
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    @Override
    public Map<Object, Object> items() {
        Map<Object, Object> made = items;
        if (made == null) {
            made = new HashMap<>();
            items = made;
        }
        return made;
    }

    @Override
    public Map<String, Object> scope() {
        return scope;
    }

    @Override
    public ServiceLookup services() {
        return services;
    }

    @Override
    public Cancellation cancellation() {
        Load running = load;
        return running == null ? Uncancelled.INSTANCE : running;
    }

    @Override
    public @Nullable LockLease lock() {
        Load running = load;
        return running == null ? null : running.ahead().lease();
    }

    @Override
    public <R> Callable<R> within(Callable<R> task) {
        requireNonNull(task, "task");
        Load running = load;
        return running == null ? task : running.within(task);
    }

    /** Nothing runs that could be cancelled. */
    private static final class Uncancelled implements Cancellation {

        static final Uncancelled INSTANCE = new Uncancelled();

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {
            requireNonNull(action, "action"); // which is never run
        }
    }
}
