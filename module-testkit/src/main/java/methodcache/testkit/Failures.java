package methodcache.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what tasks throw while the tasks after them run; the first is thrown at the end, with the others suppressed.
 */
final class Failures {
    private @Nullable Throwable first;

    void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) { // nothing is hidden: rethrow() is the last that a run does
            add(failure);
        }
    }

    void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) { // a Throwable may not suppress itself
            first.addSuppressed(failure);
        }
    }

    void rethrow() {
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) { // a Runnable can throw it only by deceiving the compiler
            throw new IllegalStateException("a task threw a checked exception", first);
        }
    }
}
