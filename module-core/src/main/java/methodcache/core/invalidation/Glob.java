package methodcache.core.invalidation;

/** A pattern of tags: {@code *} any run, {@code ?} one character (code point), all else itself. Immutable; equal by its text. */
public record Glob(String text) {

    /** Whether the whole of a tag matches. Takes no more than pattern times tag steps. */
    public boolean matches(String tag) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < tag.length()) {
            if (p < text.length() && text.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < text.length() && text.charAt(p) == '?') {
                p++;
                t += width(tag, t);
            } else if (p < text.length() && text.charAt(p) == tag.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                resume += width(tag, resume);
                t = resume;
            } else {
                return false;
            }
        }
        while (p < text.length() && text.charAt(p) == '*') {
            p++;
        }
        return p == text.length();
    }

    /** Whether some tag matches both patterns. */
    boolean overlaps(Glob other) {
        int[] mine = text.codePoints().toArray();
        int[] others = other.text.codePoints().toArray();
        // after[j]: whether what follows i + 1 in the one and j in the other can match the same text; rows from the end
        // to the start
        boolean[] after = new boolean[others.length + 1];
        for (int i = mine.length; i >= 0; i--) {
            boolean[] now = new boolean[others.length + 1];
            for (int j = others.length; j >= 0; j--) {
                now[j] = both(mine, i, others, j, now, after);
            }
            after = now;
        }
        return after[0];
    }

    private static boolean both(int[] mine, int i, int[] others, int j, boolean[] now, boolean[] after) {
        if (i == mine.length && j == others.length) {
            return true;
        }
        if (i < mine.length && mine[i] == '*') {
            return after[j] || (j < others.length && now[j + 1]);
        }
        if (j < others.length && others[j] == '*') {
            return now[j + 1] || (i < mine.length && after[j]);
        }
        return i < mine.length
                && j < others.length
                && (mine[i] == others[j] || mine[i] == '?' || others[j] == '?')
                && after[j + 1];
    }

    private static int width(String tag, int at) {
        return Character.charCount(tag.codePointAt(at));
    }
}
