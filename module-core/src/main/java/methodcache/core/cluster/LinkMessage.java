package methodcache.core.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import methodcache.core.invalidation.Node;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a node lets others know of links, in the log among the events: one byte for the format, the node, one byte for whether it has missed
 * what others said, what something begins to depend on there, and by what keys are reached.
 *
 * @param node whose message it is
 * @param asks whether others are to say again what something depends on
 * @param wanted keys, prefixes and patterns that something depends on
 * @param said what was said of keys that something depends on
 */
record LinkMessage(UUID node, boolean asks, Set<Target> wanted, List<Node> said) {

    private static final int FORMAT = 2;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(node.getMostSignificantBits());
            out.writeLong(node.getLeastSignificantBits());
            out.writeBoolean(asks);
            Wire.targets(out, wanted);
            out.writeInt(said.size());
            for (Node one : said) {
                Wire.node(out, one);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads one; null where it isn't of this format. */
    static @Nullable LinkMessage of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != FORMAT) {
                return null;
            }
            UUID node = new UUID(in.readLong(), in.readLong());
            boolean asks = in.readBoolean();
            Set<Target> wanted = Wire.targets(in);
            List<Node> said = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                said.add(Wire.node(in));
            }
            return in.read() < 0 ? new LinkMessage(node, asks, wanted, said) : null;
        } catch (IOException | RuntimeException notOurs) {
            return null;
        }
    }
}
