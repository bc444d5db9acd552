package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheHealth;
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
import methodcache.core.engine.Invalidated;
import methodcache.core.engine.Workers;
import methodcache.core.key.CallKeys;

/** The cache that users hold: invalidation and operation, over the forms of call. */
public final class DefaultMethodCache extends WarmingCalls implements MethodCache {

    private final String name;
    private final Observers observers;

    private DefaultMethodCache(String name, Parts parts, CallKeys keys, Observers observers) {
        super(parts, keys);
        this.name = name;
        this.observers = observers;
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
                new Counters(
                        settings.failures(), settings.tallies(), settings.l1().condition()),
                new Workers(settings.name(), threads.executor(), threads.loadThreads(), threads.scheduler()),
                time,
                settings.context().propagation(),
                settings.policies()::inForce,
                settings.l2() == null ? null : new Joined(settings, settings.l2())));
        Parts parts = new Parts(
                engine,
                settings.policies(),
                new Scopes(settings.context().scope()),
                settings.context().services());
        Observers observers = new Observers(settings.failures());
        DefaultMethodCache cache =
                new DefaultMethodCache(settings.name(), parts, new CallKeys(settings.declared()), observers);
        observers.let(settings.sinks(), cache);
        return cache;
    }

    @Override
    public String name() {
        return name;
    }

    // ---------------------------------------------------------------- invalidation

    @Override
    public InvalidationReport invalidate(Invalidation invalidation) {
        return applied(invalidation).report();
    }

    private Invalidated applied(Invalidation invalidation) {
        requireNonNull(invalidation, "invalidation");
        return parts.invalidate(invalidation, Targets.of(invalidation, parts.scopes()));
    }

    @Override
    public CompletableFuture<InvalidationReport> invalidateAsync(Invalidation invalidation) {
        try {
            return applied(invalidation).later();
        } catch (CacheClosedException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    @Override
    public CollectedInvalidations collectInvalidations() {
        parts.engine().checkOpen();
        return parts.collecting().begin();
    }

    // ---------------------------------------------------------------- operation

    @Override
    public CacheStats stats() {
        return parts.engine().stats();
    }

    @Override
    public CacheHealth health() {
        return parts.engine().health();
    }

    @Override
    public RuntimeOverrides overrides() {
        parts.engine().checkOpen();
        return parts.policies().overrides();
    }

    @Override
    public void close() {
        try {
            parts.engine().close();
        } finally {
            observers.close();
        }
    }

    @Override
    public String toString() {
        return "MethodCache[" + name + "]";
    }
}
