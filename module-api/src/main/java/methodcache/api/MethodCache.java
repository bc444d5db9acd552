package methodcache.api;

/** A cache of method calls. Placeholder. */
public interface MethodCache {
    /**
     * Says which cache this is.
     *
     * @return the name, for people to read
     */
    String name();
}
