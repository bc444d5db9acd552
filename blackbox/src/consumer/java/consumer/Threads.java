package consumer;

import java.util.Set;
import java.util.TreeSet;

/** The threads that were there before. */
final class Threads {

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** The names of those that came since and don't end. */
    Set<String> left() throws InterruptedException {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread)) {
                thread.join(2_000);
                if (thread.isAlive()) {
                    names.add(thread.getName());
                }
            }
        }
        return names;
    }
}
