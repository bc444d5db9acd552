package methodcache.testkit;

import methodcache.api.spi.L1StoreProvider;

/**
 * The suite that every {@link L1StoreProvider} passes: what the Javadoc of it and of {@link
 * methodcache.api.spi.L1Store} promises, sentence by sentence. A provider's author writes a subclass that gives the
 * provider; JUnit does the rest.
 *
 * <p>Nothing is asked about which entry is evicted, but that a new one is not the victim of its own arrival. Bounds and
 * counts are looked at when the store has come to rest, so a store may evict on a thread of its own.
 */
public abstract class L1StoreTck
        implements L1MapTests, L1BoundTests, L1EvictionTests, L1WalkTests, L1ConcurrencyTests, L1LifecycleTests {

    /** For subclasses. */
    protected L1StoreTck() {}

    /**
     * The provider under test. Asked for once or more often in a test.
     *
     * @return a new one or always the same
     */
    @Override
    public abstract L1StoreProvider provider();
}
