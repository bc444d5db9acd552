package methodcache.core.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every JDK has. */
final class Digests {

    private static final MessageDigest EMPTY = create();

    private Digests() {}

    /** The digest of a text's UTF-16, so that no two strings have the same bytes. */
    static byte[] of(CharSequence text) {
        byte[] bytes = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[2 * i] = (byte) (c >> 8);
            bytes[2 * i + 1] = (byte) c;
        }
        return of(bytes);
    }

    static byte[] of(byte[] bytes) {
        return copy().digest(bytes);
    }

    /** A copy is several times quicker than a look-up; the original is never written to, so threads can share it. */
    private static MessageDigest copy() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException notCloneable) {
            return create();
        }
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
