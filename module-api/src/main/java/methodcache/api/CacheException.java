package methodcache.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The root of what the library itself throws. Its message says what is wrong and what to do. */
public class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 64;

    private final @Nullable String key;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     * @param key the key it is about, or null
     * @param cause what caused it, or null
     */
    public CacheException(String message, @Nullable String key, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /**
     * The whole key that this is about; messages show at most its first 64 characters.
     *
     * @return the key, or empty where there is none
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
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
}
