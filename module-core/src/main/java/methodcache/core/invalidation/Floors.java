package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A floor for each scope: whatever of it is older is covered. {@value #MOST} scopes are told apart; beyond, the older half goes
 * into {@value #SLOTS} slots, where scopes whose hashes are alike share the higher floor.
 *
 * <p>Concurrency: written under the lock of {@link Stamps}, read by anybody. A slot is raised before its scope is taken out.
 */
final class Floors {

    static final int MOST = 10_000;

    private static final int SLOTS = 1 << 16;

    private static final AtomicLongArray NONE = new AtomicLongArray(0);

    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final LongAdder earlyFloors;
    private volatile AtomicLongArray slots = NONE;
    private long highest;

    Floors(LongAdder earlyFloors) {
        this.earlyFloors = earlyFloors;
    }

    long of(String scope) {
        long own = told.getOrDefault(scope, 0L);
        AtomicLongArray shared = slots;
        return shared.length() == 0 ? own : Math.max(own, shared.get(slot(scope)));
    }

    void raise(String scope, long number) {
        if (told.size() >= MOST && !told.containsKey(scope)) {
            share();
        }
        told.merge(scope, number, Math::max);
    }

    private void share() {
        earlyFloors.increment();
        AtomicLongArray into = slots.length() == 0 ? new AtomicLongArray(SLOTS) : slots;
        slots = into;
        List<Map.Entry<String, Long>> oldest = new ArrayList<>(told.entrySet());
        oldest.sort(Map.Entry.comparingByValue());
        for (Map.Entry<String, Long> floor : oldest.subList(0, (oldest.size() + 1) / 2)) {
            int slot = slot(floor.getKey());
            into.set(slot, Math.max(into.get(slot), floor.getValue()));
            highest = Math.max(highest, floor.getValue());
            told.remove(floor.getKey());
        }
    }

    private static int slot(String scope) {
        int hash = scope.hashCode() * 0x9E3779B9;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }

    /** Forgets floors that everybody is above. */
    void forget(long seen) {
        told.values().removeIf(number -> number <= seen);
        if (highest <= seen) {
            slots = NONE;
        }
    }

    /** The scopes of which to forget events when there are too many: those that have most, down to where they have half of all. */
    static List<String> largest(Map<String, Integer> sizes) {
        long wanted = (sizes.values().stream().mapToLong(Integer::longValue).sum() + 1) / 2;
        List<String> largest = new ArrayList<>();
        for (Map.Entry<String, Integer> scope : sizes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList()) {
            if (wanted <= 0) {
                break;
            }
            largest.add(scope.getKey());
            wanted -= scope.getValue();
        }
        return largest;
    }
}
