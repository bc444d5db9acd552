package methodcache.core.facade;

import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheStats;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.core.configuration.Settings;
import methodcache.core.engine.Counters;
import methodcache.core.engine.Engine;
import methodcache.core.engine.EngineSettings;
import methodcache.core.engine.Workers;
import methodcache.core.key.CallKeys;

/** The cache that users hold: invalidation and operation, over the forms of call. */
public final class DefaultMethodCache extends BulkCalls implements MethodCache {

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
