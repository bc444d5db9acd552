package methodcache.testkit;

import java.util.EnumMap;
import java.util.Map;

/** How often something was asked for, and how much of it. Guarded by the core's monitor. */
final class ReferenceCounts {
    private final Map<ReferenceOperation, Long> calls = new EnumMap<>(ReferenceOperation.class);
    private final Map<ReferenceOperation, Long> items = new EnumMap<>(ReferenceOperation.class);

    void add(ReferenceOperation operation, int size) {
        calls.merge(operation, 1L, Long::sum);
        items.merge(operation, (long) size, Long::sum);
    }

    long calls(ReferenceOperation operation) {
        return calls.getOrDefault(operation, 0L);
    }

    long items(ReferenceOperation operation) {
        return items.getOrDefault(operation, 0L);
    }

    void reset() {
        calls.clear();
        items.clear();
    }
}
