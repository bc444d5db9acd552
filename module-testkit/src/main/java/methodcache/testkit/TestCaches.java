package methodcache.testkit;

import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;

/**
 * Caches for users' own tests: one whose time stands still until the test moves it, and one that never stores. Needs the engine
 * ({@code io.methodcache:methodcache-core}) on the path, and no provider.
 */
public final class TestCaches {

    private static final int ENTRIES = 10_000;

    private TestCaches() {}

    /**
     * Starts the configuration of a cache that lives on a test clock: durations, time-outs and sweeps go by it, nothing sleeps, jitter
     * is none, and values are kept in a {@link ReferenceL1StoreProvider reference store} of 10 000 entries. What comes of a time
     * that is reached has happened when {@code advance} returns: futures are complete, and the steps hung on them have run, on the
     * thread that advances. Blocking loaders never run there.
     *
     * @param clock the test moves it with {@link TestClock#advance}
     * @return a configuration, to be given words and built; whatever is set again replaces what is set here
     */
    public static MethodCacheConfiguration on(TestClock clock) {
        return MethodCache.configure()
                .name("test")
                .ticker(clock)
                .scheduler(clock)
                .clock(clock)
                .random(() -> 0)
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(ENTRIES));
    }

    /**
     * A cache that never stores: every call runs its loader, every look-up finds nothing. For tests of what stands behind the cache.
     *
     * @return a running cache, to be closed
     */
    public static MethodCache neverStoring() {
        MethodCache cache = MethodCache.configure()
                .name("never-storing")
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(1))
                .build();
        cache.overrides().disable();
        return cache;
    }
}
