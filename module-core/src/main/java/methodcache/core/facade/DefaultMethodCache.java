package methodcache.core.facade;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import methodcache.api.CacheLookup;
import methodcache.api.CacheStats;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.TypeRef;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;
import methodcache.core.configuration.Settings;
import methodcache.core.engine.Counters;
import methodcache.core.engine.Engine;
import methodcache.core.engine.EngineSettings;
import methodcache.core.engine.ValueType;
import methodcache.core.engine.Workers;
import methodcache.core.key.CallKeys;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** The cache that users hold: look-ups, writes, invalidation and operation, over the forms of call. */
public final class DefaultMethodCache extends BulkCalls {

    private final String name;

    private DefaultMethodCache(String name, Parts parts, CallKeys keys) {
        super(parts, keys);
        this.name = name;
    }

    /**
     * Starts a cache.
     *
     * @param settings all that it is made of; its store is the cache's from now on
     * @return a running cache
     */
    public static DefaultMethodCache start(Settings settings) {
        Settings.Threads threads = settings.threads();
        Settings.Time time = settings.time();
        Engine engine = new Engine(new EngineSettings(
                settings.name(),
                settings.l1(),
                new Counters(settings.failures()),
                new Workers(settings.name(), threads.executor(), threads.loadThreads(), threads.scheduler()),
                time,
                settings.context().propagation()));
        Parts parts = new Parts(
                engine,
                settings.policies(),
                new Scopes(settings.context().scope()),
                settings.context().services());
        return new DefaultMethodCache(settings.name(), parts, new CallKeys(settings.declared()));
    }

    @Override
    public String name() {
        return name;
    }

    // ---------------------------------------------------------------- look-ups

    private <T> CacheLookup<T> lookUp(String key, @Nullable ValueType type) {
        return Unchecked.cast(
                parts.engine().find(request(key, type, null, parts.policies().defaults())));
    }

    @Override
    public <T> CacheLookup<T> tryGet(String key) {
        return lookUp(key, null);
    }

    @Override
    public <T> CacheLookup<T> tryGet(String key, Class<T> type) {
        return lookUp(key, ValueType.of(type));
    }

    @Override
    public <T> CacheLookup<T> tryGet(String key, TypeRef<T> type) {
        return lookUp(key, ValueType.of(type));
    }

    @Override
    public <T> CompletableFuture<CacheLookup<T>> tryGetAsync(String key) {
        return CompletableFuture.completedFuture(lookUp(key, null));
    }

    @Override
    public <T> Map<String, T> tryGetMany(Collection<String> keys) {
        return lookUpMany(keys, null);
    }

    @Override
    public <T> Map<String, T> tryGetMany(Collection<String> keys, Class<T> type) {
        return lookUpMany(keys, ValueType.of(type));
    }

    // ---------------------------------------------------------------- writes

    private void keep(String key, @Nullable Object value, CompiledPolicy policy) {
        String scope = Scopes.text(parts.scopes().of(policy));
        parts.engine().put(StoreKeys.keyed(scope, key), value, policy, scope);
    }

    @Override
    public void put(String key, @Nullable Object value) {
        keep(key, value, parts.policies().defaults());
    }

    @Override
    public void put(String key, @Nullable Object value, CachePolicy policy) {
        keep(key, value, parts.policies().of(policy));
    }

    @Override
    public void put(String key, @Nullable Object value, Consumer<? super PolicyBuilder<?>> policy) {
        keep(key, value, parts.policies().of(policy));
    }

    @Override
    public CompletableFuture<Void> putAsync(String key, @Nullable Object value) {
        put(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void putMany(Map<String, ?> values) {
        CompiledPolicy policy = parts.policies().defaults();
        values.forEach((key, value) -> keep(key, value, policy));
    }

    @Override
    public void putMany(Map<String, ?> values, CachePolicy policy) {
        CompiledPolicy compiled = parts.policies().of(policy);
        values.forEach((key, value) -> keep(key, value, compiled));
    }

    // ---------------------------------------------------------------- invalidation

    @Override
    public InvalidationReport invalidate(Invalidation invalidation) {
        return parts.invalidate(invalidation, Targets.of(invalidation, parts.scopes()));
    }

    @Override
    public CompletableFuture<InvalidationReport> invalidateAsync(Invalidation invalidation) {
        return CompletableFuture.completedFuture(invalidate(invalidation));
    }

    @Override
    public CollectedInvalidations collectInvalidations() {
        return parts.collecting().begin();
    }

    // ---------------------------------------------------------------- operation

    @Override
    public CacheStats stats() {
        return parts.engine().stats();
    }

    @Override
    public RuntimeOverrides overrides() {
        return parts.policies().overrides();
    }

    @Override
    public void close() {
        parts.engine().close();
    }

    @Override
    public String toString() {
        return "MethodCache[" + name + "]";
    }
}
