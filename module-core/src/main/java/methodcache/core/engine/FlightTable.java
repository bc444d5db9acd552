package methodcache.core.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import methodcache.api.Ticker;
import methodcache.api.spi.L1Store;
import methodcache.core.cluster.Stamp;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Stamps;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Links;
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

    private final ConcurrentHashMap<Object, Flight> current;
    private final Holdings holdings;
    private final L1Store store;
    private final Stamps stamps;
    private final Counters counters;
    private final Ticker ticker;

    FlightTable(Holdings holdings, Stamps stamps, Counters counters, Ticker ticker) {
        this.ticker = ticker;
        this.holdings = holdings;
        this.current = holdings.current;
        this.store = holdings.store;
        this.stamps = stamps;
        this.counters = counters;
    }

    /** The flight to join; null where there is none. */
    @Nullable
    Flight toJoin(Object key, int version) {
        Flight known = current.get(key);
        return known != null && joinable(known, version) ? known : null;
    }

    /** The flight to join, or the one that {@code make} gives, which is the key's current one from then on. */
    Flight claim(Object key, int version, Supplier<Flight> make) {
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
        return flight.version == version && !flight.isOverdue() && !isOvertaken(flight, flight.load.asOf());
    }

    /** Whether an event later than a number may reach what a flight loads, as far as can be told before it is loaded. */
    private boolean isOvertaken(Flight flight, long since) {
        if (stamps.published() <= since) {
            return false;
        }
        // With links that only the value knows, any event may be one of theirs.
        if (flight.isOpen()) {
            return true;
        }
        Reach reach = flight.reach(stamps);
        return stamps.overtakes(flight.key, reach, since) || (reach != null && dependsOnOpen(reach));
    }

    /** Whether something is being loaded that is depended on, and whose links only its value knows. */
    private boolean dependsOnOpen(Reach reach) {
        return reach.anyAncestor(this::isOpen)
                || current.keySet().stream().anyMatch(key -> isOpen(key) && reach.dependsOnPrefixOf(key));
    }

    private boolean isOpen(Object key) {
        Flight flight = current.get(key);
        return flight != null && flight.isOpen();
    }

    /** Detaches a flight, if it is still current: what it loads isn't kept. */
    void remove(Flight flight) {
        current.remove(flight.key, flight);
    }

    /** Detaches a flight that has made nothing; one that it has taken over from, and that still loads, is current again. */
    void handBack(Flight flight) {
        current.computeIfPresent(flight.key, (key, latest) -> latest == flight ? flight.loadingBehind() : latest);
    }

    /** Keeps what a flight loaded, unless it was detached or an event covers it, and detaches the flight; null where it isn't kept. */
    @Nullable
    Entry publish(Flight flight, Draft draft) {
        return publish(flight, draft, flight.load.asOf(), flight.scope, flight.expected());
    }

    /** The same of what the second layer had for a flight, with the scope of its links and by what it was reached where it was loaded. */
    @Nullable
    Entry promote(Flight flight, Draft draft, long asOf, String scope, @Nullable Reach before) {
        return publish(flight, draft, asOf, scope, before);
    }

    /** Keeps the failure of a flight's load; unless L1 holds something. */
    void keepFailure(Flight flight, Draft draft) {
        keepIfVacant(flight, draft, flight.load.asOf(), flight.scope, flight.expected());
    }

    /** Keeps what the second layer had for a flight that goes on, for when its load fails; unless L1 holds something. */
    void keepStale(Flight flight, Draft draft, long asOf, String scope, @Nullable Reach before) {
        keepIfVacant(flight, draft, asOf, scope, before);
    }

    private void keepIfVacant(Flight flight, Draft draft, long asOf, String scope, @Nullable Reach before) {
        Links links = draft.links();
        Reach reach = stamps.linking().linked(flight.key, scope, links, asOf, before);
        boolean[] kept = new boolean[1];
        current.computeIfPresent(flight.key, (key, latest) -> {
            kept[0] = latest == flight && store.get(key) == null && store(flight, draft, asOf, reach) != null;
            return latest;
        });
        if (!kept[0] && !links.isEmpty()) {
            stamps.linking().notKept(flight.key);
        }
    }

    private @Nullable Entry publish(Flight flight, Draft draft, long asOf, String scope, @Nullable Reach before) {
        Links links = draft.links();
        int registrations = stamps.linking().registrations();
        Reach reach = stamps.linking().linked(flight.key, scope, links, asOf, before);
        @Nullable Entry[] kept = new Entry[1];
        current.computeIfPresent(flight.key, (key, latest) -> {
            if (latest == flight || latest.takesOverFrom(flight)) {
                kept[0] = store(flight, draft, asOf, reach);
            }
            return latest == flight ? null : latest;
        });
        if (kept[0] != null && !links.isEmpty() && stamps.linking().registrations() != registrations) {
            // Whoever has meanwhile begun to depend on this key may have looked for its links before they were here.
            stamps.linking().linked(flight.key, scope, links, asOf, reach);
        }
        if (kept[0] == null && !links.isEmpty()) {
            stamps.linking().notKept(flight.key);
        }
        return kept[0];
    }

    private @Nullable Entry store(Flight flight, Draft draft, long asOf, @Nullable Reach reach) {
        long seen = Math.max(stamps.lastApplied(reach), asOf);
        if (stamps.overtakes(flight.key, reach, asOf)
                || (flight.grace > 0 && stamps.graceCovers(flight.key, reach, flight.load.began(), flight.grace))) {
            return null;
        }
        Entry entry = new Entry(draft, flight.type, reach, seen);
        return !flight.writesL1 || put(flight.key, entry) ? entry : null;
    }

    private boolean put(Object key, Entry entry) {
        try {
            Reach before = holdings.held(key);
            if (before != null) {
                stamps.linking().leaves(key, before);
            }
            if (entry.outlives()) {
                stamps.expectStale(entry.maxStale());
            }
            store.put(key, entry);
            counters.layerWorks();
            return true;
        } catch (RuntimeException broken) {
            counters.layerFailed("put", key, broken);
            return false;
        }
    }

    /**
     * A flight's value is not to be kept: what a refresh has found outdated goes as well. False where that is another's by now, since the
     * flight was detached.
     */
    boolean outdate(Flight flight) {
        boolean[] outdated = new boolean[1];
        current.computeIfPresent(flight.key, (key, latest) -> {
            if (latest == flight) {
                store.remove(key);
                outdated[0] = true;
            }
            return latest;
        });
        return outdated[0];
    }

    /** Keeps a value that a caller gives; an event on its key, of whose targets somebody is told before anything is done to them. */
    Entry put(Object key, String scope, Draft draft, Announced raising, CompiledPolicy policy) {
        Entry[] made = new Entry[1];
        stamps.put(key, scope, draft.links(), raising, (reach, number) -> {
            // An invalidation tells of its own ones only.
            holdings.takeOvertaken();
            current.compute(key, (k, flight) -> {
                made[0] = new Entry(draft, null, reach, number);
                if (!policy.writesL1 || !put(k, made[0])) {
                    store.remove(k);
                }
                return null;
            });
        });
        return made[0];
    }

    /** Applies an event, of whose targets somebody is told first. Tells its number, and how many loads it has overtaken. */
    long apply(Event event, Announced raising, int[] overtaken) {
        int[] byKey = new int[1];
        long number = stamps.apply(event, raising, applied -> byKey[0] = holdings.takeOvertaken());
        overtaken[0] = byKey[0];
        for (Flight flight : current.values()) {
            if (flight.load.asOf() < number && isOvertaken(flight, number - 1)) {
                overtaken[0] += Holdings.loadsBefore(flight, number);
            }
        }
        if (event.removesAll()) {
            store.clear();
        }
        return number;
    }

    /** Ends every flight, for closing. Those whose load is spared are only detached. */
    void endAll(Predicate<Load> spared, Function<Flight, Outcome> outcome) {
        for (Flight flight : current.values()) {
            remove(flight);
            if (!spared.test(flight.load)) {
                flight.complete(outcome.apply(flight));
                flight.load.cancel();
            }
        }
    }

    /** A load looks again: events count against it from here on. */
    void restamp(Load load, @Nullable Stamp applied) {
        load.begin(stamps.published(), applied, ticker.nanos());
    }

    long nanos() {
        return ticker.nanos();
    }

    int size() {
        return current.size();
    }
}
