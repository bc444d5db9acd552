package methodcache.core.engine;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import methodcache.core.invalidation.Covered;
import methodcache.core.invalidation.Reach;
import org.jspecify.annotations.Nullable;

/** What events are applied to: the entries in L1, and the current flight of every key that is being loaded. */
final class Holdings implements Covered {

    /** The lock of a key in this map orders everything that is done to the key. */
    final ConcurrentHashMap<Object, Flight> current = new ConcurrentHashMap<>();

    final L1Store store;

    /** How many loads the event that is being applied has overtaken by their keys; guarded by the lock under which it is applied. */
    private int overtaken;

    Holdings(L1Store store) {
        this.store = store;
    }

    @Override
    public void cover(Object key, long number) {
        current.compute(key, (k, flight) -> {
            store.remove(k);
            overtaken += loadsBefore(flight, number);
            return null;
        });
    }

    @Override
    public void expire(Object key, long number, long time) {
        current.compute(key, (k, flight) -> {
            if (store.get(k) instanceof Entry entry && entry.outlives()) {
                entry.expire(time);
            } else {
                store.remove(k);
            }
            overtaken += loadsBefore(flight, number);
            return null;
        });
    }

    /** How many loads were overtaken since it was asked last. */
    int takeOvertaken() {
        int loads = overtaken;
        overtaken = 0;
        return loads;
    }

    /** How many loads of a key an event overtakes: the current flight's, and those it takes over from. */
    static int loadsBefore(@Nullable Flight latest, long number) {
        int loads = 0;
        for (Flight flight = latest; flight != null; flight = flight.behind) {
            if (flight.load.asOf() < number && !flight.isOver()) {
                loads++;
            }
        }
        return loads;
    }

    @Override
    public @Nullable Reach held(Object key) {
        return store.get(key) instanceof Entry entry ? entry.reach : null;
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public void forEachHeld(Consumer<Reach> to) {
        for (Iterator<Map.Entry<Object, L1Entry>> entries = store.iterator(); entries.hasNext(); ) {
            if (entries.next().getValue() instanceof Entry entry && entry.reach != null) {
                to.accept(entry.reach);
            }
        }
    }
}
