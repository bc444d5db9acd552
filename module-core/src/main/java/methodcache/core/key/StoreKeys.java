package methodcache.core.key;

import java.util.List;
import java.util.Map;

/** Texts of store keys. */
public final class StoreKeys {

    /** The text of no scope. */
    public static final String NO_SCOPE = "";

    private StoreKeys() {}

    /**
     * The store key of a keyed call.
     *
     * @param scope the scope's text, from {@link #scope}
     * @param key what the user gave
     * @return the same String, where it needs nothing
     * @throws IllegalArgumentException if the key is empty
     */
    public static Object keyed(String scope, String key) {
        throw new UnsupportedOperationException();
    }

    /**
     * The text of a scope.
     *
     * @param parts its parts by name
     * @return the same for equal parts only; {@link #NO_SCOPE} for none
     * @throws methodcache.api.CacheKeyException if a part's value has no identity
     */
    public static String scope(Map<String, ?> parts) {
        throw new UnsupportedOperationException();
    }

    /**
     * A store key for people, hooks and metrics.
     *
     * @param storeKey a store key
     * @return what the user gave for a keyed call without scope, else the store key's text
     */
    public static String text(Object storeKey) {
        throw new UnsupportedOperationException();
    }

    /**
     * The store keys that a text may mean, for invalidation: what a keyed call was given, or what {@link #text} showed.
     *
     * @param scope the scope's text
     * @param userText a key
     * @return one or more; more where the text begins with '@'
     */
    public static List<Object> addressed(String scope, String userText) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether an invalidation by prefix covers a key. Where only a digest is left of the key, it is covered if it could be.
     *
     * @param storeKey a store key
     * @param scope the scope's text
     * @param prefix the prefix
     * @return whether it is covered
     */
    public static boolean startsWith(Object storeKey, String scope, String prefix) {
        throw new UnsupportedOperationException();
    }
}
