package methodcache.provider.ignite;

/**
 * Keys as Ignite can tell them apart. It sends text as UTF-8, where every half of a surrogate pair without the other half is the
 * same question mark. A key that has some, or begins as those do that are written so, is escaped; all others stay as they are.
 */
final class Keys {
    private static final char ESCAPE = '\u0000';

    private Keys() {}

    /** A different one for each key. */
    static String encode(String key) {
        return isPlain(key) ? key : escape(key);
    }

    private static boolean isPlain(String key) {
        if (!key.isEmpty() && key.charAt(0) == ESCAPE) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (Character.isSurrogate(key.charAt(i))) {
                return key.codePoints().noneMatch(Keys::isHalf);
            }
        }
        return true;
    }

    private static String escape(String key) {
        StringBuilder escaped = new StringBuilder(key.length() + 16).append(ESCAPE);
        key.codePoints().forEach(character -> {
            if (character == ESCAPE || isHalf(character)) {
                escaped.append(ESCAPE).append(Integer.toHexString(character)).append('.');
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    private static boolean isHalf(int codePoint) {
        return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
    }
}
