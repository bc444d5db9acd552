package methodcache.benchmarks;

import java.util.concurrent.ThreadFactory;

/** Virtual threads where the JDK has them for good (21); found by name, since this is compiled for 17. */
final class VirtualThreads {

    private static final int FIRST_JDK = 21;

    private VirtualThreads() {}

    static ThreadFactory factory() {
        if (Runtime.version().feature() < FIRST_JDK) {
            throw new IllegalStateException("virtual threads need JDK " + FIRST_JDK + " or later, was "
                    + Runtime.version().feature() + "; leave them out with -p crowd=PLATFORM_200");
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("this JDK should have virtual threads", missing);
        }
    }
}
