package methodcache.core.policy;

/**
 * When a value is loaded anew while it can still be served. Immutable; times are nanoseconds, and 0 where there is none.
 *
 * @param window before the end of a life: the first hit in it refreshes
 * @param beta of XFetch: a hit near the end draws whether it refreshes; 0 for not so
 * @param interval after which a value that is used is refreshed
 */
public record Early(long window, double beta, long interval) {

    /** Farther from the end than so many times beta × cost nothing is drawn: the probability is {@code exp(-20)}. */
    private static final double FARTHEST = 20;

    /**
     * Whether a hit may be one that refreshes.
     *
     * @param left the life that is left
     * @param life the whole life: where the window leaves no room in it, the value isn't refreshed ahead
     * @param cost how long the value's load took
     * @return false in most of a life
     */
    public boolean isNear(long left, float life, float cost) {
        return left <= reach(life, cost);
    }

    /** How long before the end of a life it is near; 0 for never. */
    public long reach(float life, float cost) {
        return Math.max(windowIn(life), (long) (FARTHEST * beta * cost));
    }

    private long windowIn(float life) {
        return window < life ? window : 0;
    }

    /**
     * Whether a hit refreshes.
     *
     * @param left the life that is left
     * @param life the whole life
     * @param cost how long the value's load took
     * @param random uniform in [0, 1)
     * @return whether it does
     */
    public boolean refreshes(long left, float life, float cost, double random) {
        return left <= windowIn(life) || (beta > 0 && cost * beta * -Math.log(1 - random) >= left);
    }
}
