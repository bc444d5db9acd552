package methodcache.core.engine;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import methodcache.api.spi.L1Store;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * The current flight of every key that is being loaded, and the only writer of L1.
 *
 * <p>Concurrency: the map's lock of a key orders publication, {@code put} and events on that key. Whoever isn't its key's current
 * flight publishes nothing: an event on a key detaches its flight, so a value loaded before is not kept after. (A flight whose
 * joiners have waited too long is taken over from, but still publishes while the one that follows it is current.) Broad events detach
 * nobody; they are seen when a flight is joined and when it publishes. No user code runs under the lock.
 */
final class FlightTable {

    private final ConcurrentHashMap<Object, Flight> current = new ConcurrentHashMap<>();
    private final L1Store store;
    private final Stamps stamps;
    private final Counters counters;

    FlightTable(L1Store store, Stamps stamps, Counters counters) {
        this.store = store;
        this.stamps = stamps;
        this.counters = counters;
    }

    /** The flight to join, or the one that {@code make} gives, which is the key's current one from then on. */
    Flight claim(Object key, int version, Supplier<Flight> make) {
        Flight known = current.get(key);
        if (known != null && joinable(known, version)) {
            return known;
        }
        return current.compute(key, (k, flight) -> {
            if (flight != null && joinable(flight, version)) {
                return flight;
            }
            Flight made = make.get();
            if (flight != null && flight.version == version && flight.isOverdue()) {
                made.behind = flight;
            }
            return made;
        });
    }

    private boolean joinable(Flight flight, int version) {
        return flight.version == version && !flight.isOverdue() && !stamps.covers(flight.key, flight.load.asOf());
    }

    /** Detaches a flight, if it is still current: what it loads isn't kept. */
    void remove(Flight flight) {
        current.remove(flight.key, flight);
    }

    /** Keeps what a flight loaded, unless it was detached or an event covers it, and detaches the flight. */
    boolean publish(Flight flight, Draft draft) {
        long asOf = flight.load.asOf();
        boolean[] kept = new boolean[1];
        current.computeIfPresent(flight.key, (key, latest) -> {
            if (latest == flight || latest.takesOverFrom(flight)) {
                kept[0] = store(key, draft, flight.type, asOf);
            }
            return latest == flight ? null : latest;
        });
        return kept[0];
    }

    private boolean store(Object key, Draft draft, @Nullable ValueType type, long asOf) {
        long seen = stamps.lastApplied();
        if (stamps.covers(key, asOf)) {
            return false;
        }
        try {
            store.put(key, new Entry(draft, type, asOf, seen));
            return true;
        } catch (RuntimeException broken) {
            counters.layerFailed("put", broken);
            return false;
        }
    }

    /** A flight's value is not to be kept: what a refresh has found outdated goes as well. */
    void outdate(Flight flight) {
        current.computeIfPresent(flight.key, (key, latest) -> {
            if (latest == flight) {
                store.remove(key);
            }
            return latest;
        });
    }

    /** Keeps a value that a caller gives; an event on its key. A null draft removes instead. */
    long put(Object key, @Nullable Draft draft) {
        return stamps.applyToKeys(number -> current.compute(key, (k, flight) -> {
            if (draft == null || !store(k, draft, null, number)) {
                store.remove(k);
            }
            return null;
        }));
    }

    /** Applies an event on keys: entries go, flights are detached. Tells how many flights. */
    long invalidate(Collection<Object> keys, int[] overtaken) {
        return stamps.applyToKeys(number -> {
            for (Object key : keys) {
                current.compute(key, (k, flight) -> {
                    store.remove(k);
                    overtaken[0] += overtaken(flight, number);
                    return null;
                });
            }
        });
    }

    long invalidatePrefix(String scope, String prefix, int[] overtaken) {
        long number = stamps.applyToPrefix(scope, prefix);
        for (Flight flight : current.values()) {
            if (StoreKeys.startsWith(flight.key, scope, prefix)) {
                overtaken[0] += overtaken(flight, number);
            }
        }
        return number;
    }

    long invalidateAll(int[] overtaken) {
        long number = stamps.applyToAll();
        for (Flight flight : current.values()) {
            overtaken[0] += overtaken(flight, number);
        }
        store.clear();
        return number;
    }

    /** How many loads of a key an event overtakes: the current flight's, and those it takes over from. */
    private static int overtaken(@Nullable Flight latest, long number) {
        int loads = 0;
        for (Flight flight = latest; flight != null; flight = flight.behind) {
            if (flight.load.asOf() < number && !flight.isOver()) {
                loads++;
            }
        }
        return loads;
    }

    /** Ends every flight, for closing. */
    void completeAll(Function<Flight, Outcome> outcome) {
        for (Flight flight : current.values()) {
            remove(flight);
            flight.complete(outcome.apply(flight));
            flight.load.cancel();
        }
    }

    int size() {
        return current.size();
    }
}
