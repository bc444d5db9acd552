package methodcache.core.configuration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens what a cache needs of its providers, and closes all of it, in reverse, if the cache doesn't come about. For one build. */
final class Opening {

    private final Problems problems;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Opening(Problems problems) {
        this.problems = problems;
    }

    /** Lets a provider make something; null after a problem. */
    <T> @Nullable T open(String kind, String made, Object provider, Supplier<@Nullable T> create) {
        try {
            T open = create.get();
            if (open != null) {
                if (open instanceof AutoCloseable closeable) {
                    opened.push(closeable);
                }
                return open;
            }
            problems.add(failed(
                    kind,
                    made,
                    provider,
                    "its create(…) gave null; let it give a new, empty " + made + ", or throw with the reason"));
        } catch (RuntimeException | LinkageError failure) {
            problems.add(failed(kind, made, provider, message(failure)), failure);
        }
        return null;
    }

    private static String failed(String kind, String made, Object provider, String why) {
        return "the " + kind + ' ' + provider.getClass().getName() + " can't make a " + made + ": " + why;
    }

    /** What a provider says about a bad option or a JVM that lacks something is meant for people; of anything else its class tells more. */
    private static String message(Throwable failure) {
        boolean meant = failure instanceof IllegalArgumentException || failure instanceof IllegalStateException;
        String message = meant ? failure.getMessage() : null;
        return message == null ? failure.toString() : message;
    }

    /** Closes all that is open. */
    void close(Throwable failure) {
        for (AutoCloseable open : opened) {
            try {
                open.close();
            } catch (Exception | LinkageError second) {
                failure.addSuppressed(second);
            }
        }
        opened.clear();
    }
}
