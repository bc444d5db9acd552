package methodcache.core.layer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import methodcache.api.PayloadCipher;
import org.jspecify.annotations.Nullable;

/** Compresses and encrypts what is stored, in this order. Thread-safe if the cipher is. */
final class Payloads {

    /** What says that it is longer than this when it is inflated isn't ours. */
    private static final int LONGEST = 1 << 28;

    private final int compressAbove;
    private final @Nullable PayloadCipher cipher;

    /**
     * Makes one.
     *
     * @param compressAbove how many bytes are compressed
     * @param cipher encrypts; null for not at all
     */
    Payloads(int compressAbove, @Nullable PayloadCipher cipher) {
        this.compressAbove = compressAbove;
        this.cipher = cipher;
    }

    /** What is stored, and the flags that say how. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Packed(int flags, byte[] bytes) {}

    Packed pack(byte[] plain, String key) throws Exception {
        int flags = 0;
        byte[] bytes = plain;
        if (plain.length >= compressAbove) {
            byte[] smaller = deflated(plain);
            if (smaller.length < plain.length) {
                bytes = smaller;
                flags |= Envelope.COMPRESSED;
            }
        }
        if (cipher != null) {
            bytes = cipher.encrypt(bytes, key);
            flags |= Envelope.ENCRYPTED;
        }
        return new Packed(flags, bytes);
    }

    byte[] unpack(Envelope envelope, String key) throws Exception {
        byte[] bytes = envelope.payload();
        if (envelope.has(Envelope.ENCRYPTED) != (cipher != null)) {
            throw new IllegalStateException(
                    cipher == null
                            ? "it is encrypted, and this node has no cipher: give it one with l2(l2 -> l2.cipher(…))"
                            : "it isn't encrypted, and this node has a cipher");
        }
        if (cipher != null) {
            bytes = cipher.decrypt(bytes, key);
        }
        return envelope.has(Envelope.COMPRESSED) ? inflated(bytes) : bytes;
    }

    /** Its length, and the stream of RFC 1951. */
    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 16);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(plain.length).array());
            byte[] part = new byte[8_192];
            while (!deflater.finished() && out.size() < plain.length) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] packed) throws DataFormatException {
        int length = ByteBuffer.wrap(packed).getInt();
        if (length < 0 || length > LONGEST || length > 1_100L * packed.length + 64) {
            throw new DataFormatException("said to be of " + length + " bytes, which can't be");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, Integer.BYTES, packed.length - Integer.BYTES);
            byte[] plain = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(plain, read, length - read);
                if (more == 0) {
                    throw new DataFormatException("it ends after " + read + " of " + length + " bytes");
                }
                read += more;
            }
            return plain;
        } finally {
            inflater.end();
        }
    }
}
