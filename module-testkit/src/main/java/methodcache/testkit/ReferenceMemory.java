package methodcache.testkit;

import java.util.HashMap;
import java.util.Map;
import methodcache.api.spi.L2Write;
import org.jspecify.annotations.Nullable;

/** What a {@link ReferenceCluster} holds for one cache. Guarded by the core's monitor. */
final class ReferenceMemory {

    /** A value in the store. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(byte[] value, long written, long life) {}

    private final ReferenceCore core;
    private final Map<String, Held> values = new HashMap<>();
    private final ReferenceLog log;
    private final ReferenceLocks locks;

    ReferenceMemory(ReferenceCore core) {
        this.core = core;
        log = new ReferenceLog(core);
        locks = new ReferenceLocks(core);
    }

    byte @Nullable [] value(String key) {
        Held held = values.get(key);
        if (held == null) {
            return null;
        }
        if (core.nanos() - held.written() >= held.life()) {
            values.remove(key);
            return null;
        }
        return held.value().clone();
    }

    void write(L2Write write) {
        if (write instanceof L2Write.Put put) {
            values.put(put.key(), new Held(put.value().clone(), core.nanos(), ReferenceCore.nanos(put.life())));
        } else {
            values.remove(write.key());
        }
    }

    ReferenceLog log() {
        return log;
    }

    ReferenceLocks locks() {
        return locks;
    }

    void lose() {
        values.clear();
        log.lose();
        locks.lose();
    }
}
