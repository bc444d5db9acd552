package methodcache.core.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import org.jspecify.annotations.Nullable;

/**
 * An event in the log: one byte for the format, the node, its number of the event, what goes, what expires, and because of what.
 *
 * @param node whose event it is
 * @param sequence the node's number of it
 * @param event what it names, with all that the node knows to go with that
 * @param because where it follows from other events, what these named: so nobody follows it back to there, however links run in circles
 */
record Message(UUID node, long sequence, Event event, Set<Target> because) {

    private static final int FORMAT = 1;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(node.getMostSignificantBits());
            out.writeLong(node.getLeastSignificantBits());
            out.writeLong(sequence);
            Wire.targets(out, event.removed());
            Wire.targets(out, event.expired());
            Wire.targets(out, because);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads one; null where it isn't of this format. */
    static @Nullable Message of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != FORMAT) {
                return null;
            }
            UUID node = new UUID(in.readLong(), in.readLong());
            long sequence = in.readLong();
            Set<Target> removed = Wire.targets(in);
            Set<Target> expired = Wire.targets(in);
            Set<Target> because = Wire.targets(in);
            return in.read() < 0 ? new Message(node, sequence, new Event(removed, expired), because) : null;
        } catch (IOException | RuntimeException notOurs) {
            return null;
        }
    }
}
