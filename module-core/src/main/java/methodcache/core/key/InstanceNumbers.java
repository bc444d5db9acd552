package methodcache.core.key;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects, each with its own for as long as this process lives: a number is never given again, other than an
 * identity hash code. Doesn't keep the objects. Thread-safe; one for the process, since keys of several caches may
 * meet in one store.
 */
final class InstanceNumbers {

    private static final ConcurrentHashMap<Ref, Long> NUMBERS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
    private static final AtomicLong LAST = new AtomicLong();

    private InstanceNumbers() {}

    static String of(Object object) {
        Ref look = new Ref(object, null);
        Long number = NUMBERS.get(look);
        if (number == null) {
            for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
                NUMBERS.remove(gone);
            }
            number = NUMBERS.computeIfAbsent(new Ref(object, GONE), ref -> LAST.incrementAndGet());
        }
        return Long.toHexString(number);
    }

    private static final class Ref extends WeakReference<Object> {

        private final int hash;

        Ref(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Ref that && mine == that.get();
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
