package methodcache.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The root of what the library itself throws. Its message says what is wrong and what to do. */
public class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 64;

    private final String[] keys;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     * @param key the key it is about, or null
     * @param cause what caused it, or null
     */
    public CacheException(String message, @Nullable String key, @Nullable Throwable cause) {
        this(message, key == null ? List.of() : List.of(key), cause);
    }

    /**
     * Makes an exception about several keys.
     *
     * @param message what is wrong and what to do
     * @param keys the keys it is about; may be empty
     * @param cause what caused it, or null
     */
    public CacheException(String message, List<String> keys, @Nullable Throwable cause) {
        super(message, cause);
        this.keys = keys.toArray(String[]::new);
    }

    /**
     * The whole key that this is about, as {@link InvalidationOperations#invalidateKeys(String...) invalidateKeys} takes it; messages
     * show at most its first 64 characters. A key of more than 512 characters may be told by its beginning and a digest.
     *
     * @return the key, the first where there are several, or empty where there is none
     */
    public Optional<String> key() {
        return keys.length == 0 ? Optional.empty() : Optional.of(keys[0]);
    }

    /**
     * All keys that this is about: of a load of many keys, each that its loader was asked for. Messages show the first, and how
     * many more.
     *
     * @return the whole keys, in the order in which they were asked for; unmodifiable
     */
    public List<String> keys() {
        return List.of(keys);
    }

    /**
     * A key as messages show it.
     *
     * @param key the whole key
     * @return at most its first 64 characters, in quotes
     */
    protected static String shown(String key) {
        return key.length() <= SHOWN ? '"' + key + '"' : '"' + key.substring(0, SHOWN) + "…\"";
    }

    /**
     * Several keys as messages show them.
     *
     * @param keys the whole keys; at least one
     * @return the first, as {@link #shown(String)} gives it, and how many more
     */
    protected static String shown(List<String> keys) {
        String first = shown(keys.get(0));
        return keys.size() == 1 ? first : first + " and " + (keys.size() - 1) + " more";
    }
}
