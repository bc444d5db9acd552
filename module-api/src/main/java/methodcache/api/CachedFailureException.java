package methodcache.api;

/**
 * A load has failed before, and its failure is remembered, as {@link methodcache.api.policy.PolicyBuilder#cacheFailures cacheFailures} says:
 * {@link #getCause()} is what the loader threw then. A new one for each call.
 */
public class CachedFailureException extends CacheLoadException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param key the key that was asked for
     * @param cause what its loader threw
     */
    public CachedFailureException(String key, Throwable cause) {
        super(
                "it failed before (" + cause + "), which is remembered for as long as cacheFailures(…) says;"
                        + " invalidate the key to load it now",
                key,
                cause);
    }
}
