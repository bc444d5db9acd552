package methodcache.core.key;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts of store keys. Their grammar keeps namespaces apart whatever users choose for keys:
 *
 * <pre>
 * keyed             the user's key, with one more '@' before it if it begins with '@'
 * call              '@' identity '(' arguments ')'          an identity begins with a class name
 * scoped            '@' scope, then ':' the user's key, or the rest of a call
 * a scope           '{' name '=' value, … '}'; over 120 chars, or where that doesn't tell its end, '{~' its SHA-256 in hex '}'
 * over 512 chars    '@~' its first 256 chars '~' its SHA-256 in hex
 * </pre>
 *
 * <p>In a call, '@' and a number stand for an instance or a class of this process, '!', a class, '@' and a number for all that equal one of
 * that class. Such a key is a {@link LocalKey}.
 */
public final class StoreKeys {

    /** The text of no scope. */
    public static final String NO_SCOPE = "";

    static final int LONGEST = 512;
    private static final int HEAD = 256;
    private static final int DIGEST = 64;
    private static final int LONGEST_SCOPE = 120;

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
        int length = requireNonNull(key, "key").length();
        if (length != 0 && length <= LONGEST && scope.isEmpty() && key.charAt(0) != '@') {
            return key;
        }
        if (length == 0) {
            throw new IllegalArgumentException("a key must not be empty");
        }
        return fit(keyedStart(scope, key));
    }

    /** The whole text of a keyed call, or how it begins. */
    private static String keyedStart(String scope, String key) {
        if (scope.isEmpty()) {
            return key.startsWith("@") ? '@' + key : key;
        }
        return '@' + scope + ':' + key;
    }

    /**
     * The text of a scope.
     *
     * @param parts its parts by name
     * @return the same for equal parts only; {@link #NO_SCOPE} for none
     * @throws methodcache.api.CacheKeyException if a part's value has no identity
     */
    public static String scope(Map<String, ?> parts) {
        if (parts.isEmpty()) {
            return NO_SCOPE;
        }
        KeyText text = new KeyText(Values.WITHOUT_SERVICES, 64);
        char before = '{';
        for (Map.Entry<String, ?> part : new TreeMap<String, Object>(parts).entrySet()) {
            text.append(before);
            text.named(part.getKey(), part.getValue(), "scope part");
            before = ',';
        }
        return fitScope(text.append('}').toString());
    }

    /**
     * A store key for people, hooks and metrics.
     *
     * @param storeKey a store key
     * @return what the user gave for a keyed call without scope, else the store key's text
     */
    public static String text(Object storeKey) {
        String text = storeKey.toString();
        return text.startsWith("@@") ? text.substring(1) : text;
    }

    /**
     * The store keys that a text may mean, for invalidation: what a keyed call was given, or what {@link #text} showed.
     *
     * @param scope the scope's text
     * @param userText a key
     * @return one or more; more where the text begins with '@', since it may then be the text of a call or of another
     *     scope
     */
    public static List<Object> addressed(String scope, String userText) {
        Object keyed = keyed(scope, userText);
        if (userText.charAt(0) != '@') {
            return List.of(keyed);
        }
        List<Object> keys = new ArrayList<>(3);
        keys.add(keyed);
        if (scope.isEmpty() || userText.startsWith('@' + scope) || userText.startsWith("@~@" + scope)) {
            addCall(keys, userText);
        }
        if (!scope.isEmpty()) {
            addCall(keys, '@' + scope + userText.substring(1));
        }
        return keys;
    }

    /** The text of a call may be that of a key of this process, unless one can see that it has no such part. */
    private static void addCall(List<Object> keys, String text) {
        String fitting = fit(text);
        keys.add(fitting);
        if (text.startsWith("@~") || hasNumber(text)) {
            keys.add(new LocalKey(fitting, List.of()));
        }
    }

    /** Whether there is another '@' outside of quotes: before a number that means something in one process only. */
    private static boolean hasNumber(String text) {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '\'' && i + 2 < text.length() && text.charAt(i + 2) == '\'') {
                i += 2;
            } else if (c == '@') {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an invalidation by prefix covers a key. A prefix that begins with '@' covers texts of calls too, with
     * or without the scope. Where only a digest is left of the key, it is covered if it could be.
     *
     * @param storeKey a store key
     * @param scope the scope's text
     * @param prefix the prefix
     * @return whether it is covered
     */
    public static boolean startsWith(Object storeKey, String scope, String prefix) {
        String text = storeKey.toString();
        if (scope.isEmpty() && !prefix.startsWith("@")) {
            return begins(text, prefix);
        }
        if (begins(text, keyedStart(scope, prefix))) {
            return true;
        }
        if (!prefix.startsWith("@")) {
            return false;
        }
        if (scope.isEmpty()) {
            return begins(text, prefix);
        }
        // In a scope, only what is of that scope: a prefix may come from a user.
        return begins(text, '@' + scope + prefix.substring(1))
                || (prefix.startsWith('@' + scope) && begins(text, prefix));
    }

    /**
     * The scope that a key is of, by which what is remembered of scopes is told apart.
     *
     * @param storeKey a store key
     * @return its scope's text; {@link #NO_SCOPE} where it has none
     */
    public static String scopeOf(Object storeKey) {
        String text = storeKey.toString();
        int start = text.startsWith("@~@{") ? 3 : text.startsWith("@{") ? 1 : -1;
        if (start < 0) {
            return NO_SCOPE;
        }
        int end = scopeEnd(text, start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    /**
     * The scopes of all keys that an invalidation by prefix may cover, as {@link #scopeOf} tells them.
     *
     * @param scope the scope's text
     * @param prefix the prefix
     * @return none where keys of any scope may be covered
     */
    public static List<String> scopesOf(String scope, String prefix) {
        if (!scope.isEmpty()) {
            return List.of(scope);
        }
        if (!prefix.startsWith("@{")) {
            return prefix.equals("@") || prefix.startsWith("@~") ? List.of() : List.of(NO_SCOPE);
        }
        int end = scopeEnd(prefix, 1);
        // A user's key may look like one of a scope.
        return end < 0 ? List.of() : List.of(NO_SCOPE, prefix.substring(1, end));
    }

    /** The scope itself, or a digest in place of one that would not be whole before the digest of a long key, or doesn't tell its end. */
    private static String fitScope(String scope) {
        return scope.length() <= LONGEST_SCOPE && scopeEnd(scope, 0) == scope.length()
                ? scope
                : "{~" + HexFormat.of().formatHex(Digests.of(scope)) + '}';
    }

    /** Where a scope ends: at the bracket that closes the first, outside of quotes. Negative where the text ends earlier. */
    private static int scopeEnd(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '\'' && i + 2 < text.length() && text.charAt(i + 2) == '\'') {
                i += 2;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether a key is of a scope; of no scope is what is asked for any. */
    public static boolean isIn(Object storeKey, String scope) {
        return scope.isEmpty() || begins(storeKey.toString(), '@' + scope);
    }

    private static boolean begins(String text, String start) {
        if (text.startsWith(start)) {
            return true;
        }
        if (!text.startsWith("@~")) {
            return false;
        }
        int head = text.length() - DIGEST - 1;
        int known = Math.min(head - 2, start.length());
        return known >= 0 && text.regionMatches(2, start, 0, known);
    }

    /** The text itself, or its head and digest where it is too long for a store. */
    static String fit(CharSequence text) {
        if (text.length() <= LONGEST) {
            return text.toString();
        }
        int head = Character.isHighSurrogate(text.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
        return "@~" + text.subSequence(0, head) + '~' + HexFormat.of().formatHex(Digests.of(text));
    }
}
