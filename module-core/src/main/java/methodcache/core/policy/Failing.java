package methodcache.core.policy;

import java.util.List;
import java.util.function.BiFunction;
import methodcache.api.CacheContext;
import org.jspecify.annotations.Nullable;

/** What becomes of a load's failure, by its type: the most specific class that fits counts, and of equal ones the one said last. */
public final class Failing {

    private Failing() {}

    /** Something that was said of a type of failure. */
    interface OfType {
        Class<? extends Throwable> type();
    }

    /**
     * What answers instead.
     *
     * @param type of the failures
     * @param function makes the value
     */
    public record Fallback(Class<? extends Throwable> type, BiFunction<Throwable, CacheContext, Object> function)
            implements OfType {}

    /**
     * How long a failure is remembered.
     *
     * @param type of the failures
     * @param nanos how long
     */
    public record Remembered(Class<? extends Throwable> type, long nanos) implements OfType {}

    /**
     * What was said of a failure.
     *
     * @param said what was said, the weakest first
     * @param failure what was thrown
     * @return null where nothing fits
     */
    static <W extends OfType> @Nullable W of(List<W> said, Throwable failure) {
        W best = null;
        for (W one : said) {
            if (one.type().isInstance(failure) && (best == null || best.type().isAssignableFrom(one.type()))) {
                best = one;
            }
        }
        return best;
    }
}
