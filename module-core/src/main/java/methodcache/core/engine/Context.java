package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.Cancellation;
import methodcache.api.LockLease;
import methodcache.api.PreviousValue;
import methodcache.api.ServiceLookup;
import methodcache.core.key.Shown;
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

    /** What the cache holds of the key that is loaded; null where that isn't one. */
    private @Nullable Supplier<@Nullable Entry> held;

    private @Nullable Entry previous;

    /** What the loader said of the state of its source; null where it said nothing. */
    private @Nullable String etag;

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

    /** A loader of one key begins. */
    void loads(Load running, Supplier<@Nullable Entry> holding) {
        load = running;
        held = holding;
        previous = null;
        etag = null;
    }

    private @Nullable Entry previousEntry() {
        Supplier<@Nullable Entry> known = held;
        if (known != null) {
            // Looked for once: what is removed after that is overtaken by the same event as this load is.
            held = null;
            previous = known.get();
        }
        return previous;
    }

    @Override
    public @Nullable PreviousValue previous() {
        Entry entry = previousEntry();
        return entry == null ? null : new PreviousValue(entry.value, entry.etag);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"
    }) // what the loader's own call has loaded before, be it a cached null
    public <T> T notModified() {
        Entry entry = previousEntry();
        if (entry == null) {
            throw new IllegalStateException("notModified() needs a previous value, and there is none for "
                    + Shown.key(key) + ": ask the source whether it has changed only where previous() isn't null");
        }
        etag = etag == null ? entry.etag : etag;
        return (T) entry.value;
    }

    @Override
    public void etag(String state) {
        if (requireNonNull(state, "etag").isEmpty()) {
            throw new IllegalArgumentException("etag must not be empty");
        }
        etag = state;
    }

    /** What the loader said of the state of its source. */
    @Nullable
    String etag() {
        return etag;
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
