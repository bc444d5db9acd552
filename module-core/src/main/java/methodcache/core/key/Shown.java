package methodcache.core.key;

import java.util.List;

/** Keys as the engine's own messages and the log show them; exceptions of the contract show theirs in the same way. */
public final class Shown {

    private static final int LONGEST = 64;

    private Shown() {}

    /**
     * A store key.
     *
     * @param storeKey a store key
     * @return its text as {@link #text} shows it, in quotes
     */
    public static String key(Object storeKey) {
        return '"' + text(StoreKeys.text(storeKey)) + '"';
    }

    /**
     * Several keys.
     *
     * @param texts what {@link StoreKeys#text} gives for them; at least one
     * @return the first in quotes, and how many more
     */
    public static String keys(List<String> texts) {
        return '"' + text(texts.get(0)) + '"' + more(texts.size());
    }

    /**
     * How many more keys there are than the one that is shown.
     *
     * @param count of all
     * @return nothing for one
     */
    public static String more(int count) {
        return count == 1 ? "" : " and " + (count - 1) + " more";
    }

    /**
     * A text, at most its first 64 characters. What could end a line of the log is escaped, for a key may come from a user.
     *
     * @param text what to show
     * @return how it is shown
     */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(LONGEST);
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                Escapes.unicode(out, c);
            } else {
                out.append(c);
            }
        }
        return text.length() <= LONGEST ? out.toString() : out.append('…').toString();
    }
}
