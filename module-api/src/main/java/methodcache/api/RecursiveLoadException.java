package methodcache.api;

/** A loader asked the cache for the key that it is itself loading, directly or through loaders that it called. */
public class RecursiveLoadException extends CacheLoadException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param key the key
     * @param chain the loads that led back to it, outermost first
     */
    public RecursiveLoadException(String key, String chain) {
        super(
                "its loader asked the cache for the key that it is loading (" + chain
                        + "); load the value directly there, or under another key",
                key,
                null);
    }
}
