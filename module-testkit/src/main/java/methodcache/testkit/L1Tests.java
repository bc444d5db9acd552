package methodcache.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;

/** What the parts of {@link L1StoreTck} share: a store to test, entries to put and a look at what is held. */
interface L1Tests {

    L1StoreProvider provider();

    /** An entry that equals others, to find stores that don't compare by identity; it knows its key. */
    record TestEntry(Object key, int weight) implements L1Entry {}

    static L1Entry entry(Object key) {
        return new TestEntry(key, 1);
    }

    static L1Entry entry(Object key, int weight) {
        return new TestEntry(key, weight);
    }

    default L1Store ofEntries(long maximum) {
        return provider().create(entries("tck", maximum, Map.of()));
    }

    default L1Store ofWeight(long maximum) {
        return provider().create(new L1Settings("tck", OptionalLong.empty(), OptionalLong.of(maximum), Map.of()));
    }

    static L1Settings entries(String cacheName, long maximum, Map<String, String> options) {
        return new L1Settings(cacheName, OptionalLong.of(maximum), OptionalLong.empty(), options);
    }

    /** Runs each task on a thread of its own, so that a blocked one can't hold up others. */
    static Executor threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        };
    }

    /** What a walk meets, in its order. */
    static List<Map.Entry<Object, L1Entry>> held(L1Store store) {
        List<Map.Entry<Object, L1Entry>> held = new ArrayList<>();
        store.iterator().forEachRemaining(seen -> held.add(Map.entry(seen.getKey(), seen.getValue())));
        return held;
    }

    static long weightHeld(L1Store store) {
        return held(store).stream().mapToLong(seen -> seen.getValue().weight()).sum();
    }

    /** Waits until a store that had a number of different keys put, none removed, has evicted what it must. */
    static void awaitRest(L1Store store, long keysPut, long maximumEntries) {
        Await.until(
                () -> store.size() <= maximumEntries && store.size() + store.evictions() == keysPut,
                () -> store.size() + " held and " + store.evictions() + " evicted of " + keysPut + " put, at most "
                        + maximumEntries + " allowed");
    }

    /** Waits until no more is held than allowed. */
    static void awaitWeight(L1Store store, long maximumWeight) {
        Await.until(
                () -> weightHeld(store) <= maximumWeight,
                () -> "held weight is " + weightHeld(store) + ", at most " + maximumWeight + " allowed");
    }
}
