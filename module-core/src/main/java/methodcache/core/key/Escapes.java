package methodcache.core.key;

/** How text stands inside keys: nothing in it can be taken for the grammar, and all of it survives UTF-8. */
final class Escapes {

    private static final String GRAMMAR = "@#()<>[]{}:;,=~\"'\\!&|";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Escapes() {}

    /** Whether a string between quotes can stand as it is. */
    static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && c < Character.MIN_SURROGATE && c != 0x7f;
    }

    /** A string without quotes around it; surrogates are only escaped where they are alone, since UTF-8 loses those. */
    static void text(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain(c) || c > Character.MAX_SURROGATE) {
                out.append(c);
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (paired(text, i)) {
                out.append(c).append(text.charAt(++i));
            } else {
                unicode(out, c);
            }
        }
    }

    static void quoted(StringBuilder out, String text) {
        out.append('"');
        text(out, text);
        out.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    static void unicode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX[c >> shift & 0xf]);
        }
    }

    static void hex(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            out.append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
        }
    }

    /** The name of a class, method or constant: other languages than Java allow nearly all characters in one. */
    static String name(String name) {
        StringBuilder out = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (plain(c) && c != ' ' && GRAMMAR.indexOf(c) < 0) || c > Character.MAX_SURROGATE;
            if (out == null && !plain) {
                out = new StringBuilder(name.length() + 16).append(name, 0, i);
            }
            if (out != null) {
                if (plain) {
                    out.append(c);
                } else {
                    unicode(out, c);
                }
            }
        }
        return out == null ? name : out.toString();
    }
}
