package methodcache.core.policy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Counts the bytes that this thread allocates. Found by reflection, for inside a named module the JDK's management is
 * only there when it is asked for with {@code --add-modules jdk.management}.
 */
final class Allocation {

    private final MethodHandle bytes;

    private Allocation(MethodHandle bytes) {
        this.bytes = bytes;
    }

    /** A counter, or empty where the JDK has none. */
    static Optional<Allocation> counter() throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule("jdk.management").isEmpty()) {
            return Optional.empty();
        }
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        MethodHandle bytes = MethodHandles.publicLookup()
                .findVirtual(
                        Class.forName("com.sun.management.ThreadMXBean"),
                        "getThreadAllocatedBytes",
                        MethodType.methodType(long.class, long.class))
                .bindTo(threads);
        return Optional.of(new Allocation(bytes));
    }

    /** What a task allocates once it is warm: the least of some rounds. */
    long of(Runnable task) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = now();
            for (int i = 0; i < 10_000; i++) {
                task.run();
            }
            least = Math.min(least, now() - before);
        }
        return least;
    }

    private long now() {
        try {
            return (long) bytes.invokeExact(Thread.currentThread().getId());
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
