package methodcache.core.key;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Digests of classes' bytes: which build of a class a lambda's body is of. */
final class ClassDigests {

    private static final int BITS_128 = 16;

    private static final ClassValue<String> DIGESTS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return digest(type);
        }
    };

    private ClassDigests() {}

    /** 128 bits in hex, or empty where the bytes can't be read: a class that was made at run time. */
    static String of(Class<?> type) {
        return DIGESTS.get(type);
    }

    private static String digest(Class<?> type) {
        if (type.isHidden()) {
            return "";
        }
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                return "";
            }
            StringBuilder hex = new StringBuilder(2 * BITS_128);
            Escapes.hex(hex, Arrays.copyOf(Digests.of(in.readAllBytes()), BITS_128));
            return hex.toString();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
