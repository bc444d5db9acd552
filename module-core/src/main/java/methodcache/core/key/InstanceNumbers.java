package methodcache.core.key;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects: each by itself, or all that are equal together. A number is never given again for as long as this process lives,
 * other than an identity hash code. Doesn't keep the objects. Thread-safe; one for the process, since keys of several caches may
 * meet in one store.
 */
final class InstanceNumbers {

    private static final ConcurrentHashMap<Ref, Ref> BY_INSTANCE = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Ref, Ref> BY_EQUALS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
    private static final AtomicLong LAST = new AtomicLong();

    private InstanceNumbers() {}

    /**
     * An object's number.
     *
     * @param first the object that got it: as long as this lives, whatever equals it has the same number
     * @param text the number
     */
    record Numbered(Object first, String text) {}

    /** The number of an object that counts by itself. */
    static String of(Object object) {
        return number(BY_INSTANCE, object, Same::new).text();
    }

    /** The number of an object and of all of its class that equal it. */
    static Numbered ofEqual(Object object) {
        return number(BY_EQUALS, object, Equal::new);
    }

    private interface Making {
        Ref of(Object object, @Nullable ReferenceQueue<Object> queue, long number);
    }

    private static Numbered number(ConcurrentHashMap<Ref, Ref> known, Object object, Making making) {
        Ref look = making.of(object, null, 0);
        for (; ; ) {
            Ref found = known.get(look);
            if (found == null) {
                for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
                    BY_INSTANCE.remove(gone);
                    BY_EQUALS.remove(gone);
                }
                Ref own = making.of(object, GONE, LAST.incrementAndGet());
                found = known.putIfAbsent(own, own);
                if (found == null) {
                    return new Numbered(object, own.text());
                }
            }
            Object first = found.get();
            if (first != null) {
                return new Numbered(first, found.text());
            }
            // It went in this moment, and takes its number with it.
            known.remove(found);
        }
    }

    /** Refers to an object in a table; one whose object is gone equals nothing but itself. */
    private abstract static class Ref extends WeakReference<Object> {

        private final int hash;
        private final long number;

        Ref(Object object, @Nullable ReferenceQueue<Object> queue, int hash, long number) {
            super(object, queue);
            this.hash = hash;
            this.number = number;
        }

        abstract boolean alike(Object mine, Object other);

        String text() {
            return Long.toHexString(number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            Object others = other instanceof Ref that ? that.get() : null;
            return mine != null && others != null && alike(mine, others);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static final class Same extends Ref {

        Same(Object object, @Nullable ReferenceQueue<Object> queue, long number) {
            super(object, queue, System.identityHashCode(object), number);
        }

        @Override
        boolean alike(Object mine, Object other) {
            return mine == other;
        }
    }

    private static final class Equal extends Ref {

        Equal(Object object, @Nullable ReferenceQueue<Object> queue, long number) {
            super(object, queue, object.hashCode(), number);
        }

        /** An equals that takes another class for its own must not make one of both. */
        @Override
        boolean alike(Object mine, Object other) {
            return mine.getClass() == other.getClass() && mine.equals(other);
        }
    }
}
