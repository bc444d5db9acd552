package methodcache.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;

/** Ways to be wrong by what was written before, around stores that are right. */
final class StoreLifeFaults {

    private StoreLifeFaults() {}

    /** Changes a write by what was written last for its key. */
    abstract static class Remembering extends StoreFaults.Forwarding {
        private final Map<String, L2Write.Put> last = new ConcurrentHashMap<>();

        Remembering(L2Store right) {
            super(right);
        }

        /** What is written instead; null for nothing. */
        abstract L2Write instead(L2Write.Put before, L2Write.Put now);

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            List<L2Write> changed = new ArrayList<>();
            for (L2Write write : writes) {
                L2Write.Put before = last.remove(write.key());
                L2Write done = write instanceof L2Write.Put put && before != null ? instead(before, put) : write;
                if (write instanceof L2Write.Put put) {
                    last.put(put.key(), done instanceof L2Write.Put written ? written : before);
                }
                if (done != null) {
                    changed.add(done);
                }
            }
            return right.writeAll(changed);
        }
    }

    static final class FirstLife extends Remembering {
        FirstLife(L2Store right) {
            super(right);
        }

        @Override
        L2Write instead(L2Write.Put before, L2Write.Put now) {
            return new L2Write.Put(now.key(), now.value(), before.life());
        }
    }

    static final class LongerLife extends Remembering {
        LongerLife(L2Store right) {
            super(right);
        }

        @Override
        L2Write instead(L2Write.Put before, L2Write.Put now) {
            return before.life().compareTo(now.life()) > 0
                    ? new L2Write.Put(now.key(), now.value(), before.life())
                    : now;
        }
    }

    static final class OnlyDifferent extends Remembering {
        OnlyDifferent(L2Store right) {
            super(right);
        }

        @Override
        L2Write instead(L2Write.Put before, L2Write.Put now) {
            return Arrays.equals(before.value(), now.value()) ? null : now;
        }
    }

    static final class PutIfAbsent extends Remembering {
        PutIfAbsent(L2Store right) {
            super(right);
        }

        @Override
        L2Write instead(L2Write.Put before, L2Write.Put now) {
            return null;
        }
    }

    /** Writes again what it reads, for long. */
    static final class Sliding extends StoreFaults.Forwarding {
        private final Map<String, L2Write> last = new ConcurrentHashMap<>();

        Sliding(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys)
                    .thenCompose(found -> right.writeAll(
                                    found.keySet().stream().map(last::get).toList())
                            .thenApply(written -> found));
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            for (L2Write write : writes) {
                if (write instanceof L2Write.Put put) {
                    last.put(put.key(), new L2Write.Put(put.key(), put.value(), L2Tests.LONG));
                }
            }
            return right.writeAll(writes);
        }
    }
}
