package methodcache.core.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import methodcache.core.cluster.Stamp;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Wire;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * What is stored for a value: by what it may be judged, and its bytes.
 *
 * <pre>
 * format   1 byte, 1
 * flags    1 byte: 1 null, 2 compressed, 4 encrypted
 * key      text: the store key
 * epoch    text, and position, 8 bytes: what its node had applied of the log when its load began
 * created, expiry, staleUntil    8 bytes each, milliseconds since 1970 by its node's clock
 * cost     8 bytes, nanoseconds its load took
 * version  4 bytes
 * etag     text: what the loader named the state of its source; empty for nothing
 * scope    text, then what was said of it, and by what it is reached
 * payload  bytes
 * </pre>
 *
 * Numbers are big-endian; texts are UTF-8 and, like bytes, have their length before them, 4 bytes.
 *
 * @param key the store key
 * @param asOf what its node had applied when its load began
 * @param created when it was loaded, milliseconds since 1970
 * @param expiry when its life ends
 * @param staleUntil until when it may be served when its load fails
 * @param cost how long its load took, nanoseconds
 * @param version of its policy
 * @param etag what its loader named the state of its source; null for nothing
 * @param scope the scope of its links, as text
 * @param links what was said of it
 * @param reach by what it is reached
 * @param flags how the payload is stored
 * @param payload the value's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Envelope(
        String key,
        Stamp asOf,
        long created,
        long expiry,
        long staleUntil,
        long cost,
        int version,
        @Nullable String etag,
        String scope,
        Links links,
        @Nullable Reach reach,
        int flags,
        byte[] payload) {

    static final int NULL = 1;
    static final int COMPRESSED = 2;
    static final int ENCRYPTED = 4;

    private static final int FORMAT = 1;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + key.length() + 160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeByte(flags);
            Wire.text(out, key);
            Wire.text(out, asOf.epoch());
            out.writeLong(asOf.position());
            out.writeLong(created);
            out.writeLong(expiry);
            out.writeLong(staleUntil);
            out.writeLong(cost);
            out.writeInt(version);
            Wire.text(out, etag == null ? "" : etag);
            Wire.text(out, scope);
            Wire.links(out, links);
            Wire.reach(out, reach);
            Wire.bytes(out, payload);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads one; throws where it isn't of this format. */
    static Envelope of(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("its format is " + format + ", not " + FORMAT);
            }
            int flags = in.readUnsignedByte();
            String key = Wire.text(in);
            Stamp asOf = new Stamp(Wire.text(in), in.readLong());
            long created = in.readLong();
            long expiry = in.readLong();
            long staleUntil = in.readLong();
            long cost = in.readLong();
            int version = in.readInt();
            String etag = Wire.text(in);
            String scope = Wire.text(in);
            Links links = Wire.links(in);
            Reach reach = Wire.reach(in, key, scope, links);
            byte[] payload = Wire.bytes(in);
            if (in.read() >= 0) {
                throw new IOException("bytes are left behind it");
            }
            return new Envelope(
                    key,
                    asOf,
                    created,
                    expiry,
                    staleUntil,
                    cost,
                    version,
                    etag.isEmpty() ? null : etag,
                    scope,
                    links,
                    reach,
                    flags,
                    payload);
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
