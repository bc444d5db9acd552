package methodcache.core.invalidation;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/** Events and links as bytes, for the log and the second layer. Texts are UTF-8 with their length before them, or, with half
 * characters, UTF-16 with its length made negative. */
public final class Wire {

    private static final int KEY = 1;
    private static final int PREFIX = 2;
    private static final int TAG = 3;
    private static final int PATTERN = 4;
    private static final int ALL_TAGS = 5;
    private static final int ALL = 6;
    private static final int DEPENDENTS = 7;

    /** More of anything is not ours. */
    private static final int MOST = 1 << 24;

    private Wire() {}

    /**
     * What other nodes have to know of a target.
     *
     * @param target what an event reaches on this node
     * @return the same, or one that covers it; null where it means nothing elsewhere
     */
    public static @Nullable Target shared(Target target) {
        if (target instanceof Target.Key key) {
            return key.storeKey() instanceof String ? key : null;
        }
        if (target instanceof Target.ForgottenRelated related) {
            // With what these keys went is forgotten; so all keys that there may be go.
            return related.scope().isEmpty() ? new Target.All() : new Target.Prefix(related.scope(), "@");
        }
        return target instanceof Target.ForgottenParent
                        || (target instanceof Target.Dependents dependents && shared(dependents.on()) == null)
                ? null
                : target;
    }

    /** Whether a value may be shared that is reached so: by nothing that means something on this node only. */
    public static boolean isShareable(@Nullable Reach reach) {
        return reach == null || Arrays.stream(reach.targets).allMatch(target -> target.equals(shared(target)));
    }

    /** Writes targets. */
    public static void targets(DataOutput out, Collection<? extends Target> targets) throws IOException {
        out.writeInt(targets.size());
        for (Target target : targets) {
            target(out, target);
        }
    }

    private static void target(DataOutput out, Target target) throws IOException {
        if (target instanceof Target.Key key) {
            out.writeByte(KEY);
            text(out, key.storeKey().toString());
        } else if (target instanceof Target.Prefix prefix) {
            scoped(out, PREFIX, prefix.scope(), prefix.text());
        } else if (target instanceof Target.Tag tag) {
            scoped(out, TAG, tag.scope(), tag.text());
        } else if (target instanceof Target.Pattern pattern) {
            scoped(out, PATTERN, pattern.scope(), pattern.glob().text());
        } else if (target instanceof Target.AllTags all) {
            out.writeByte(ALL_TAGS);
            text(out, all.scope());
            texts(out, all.tags());
        } else if (target instanceof Target.All) {
            out.writeByte(ALL);
        } else if (target instanceof Target.Dependents dependents) {
            out.writeByte(DEPENDENTS);
            target(out, dependents.on());
        } else {
            throw new IOException(target + " means nothing on other nodes");
        }
    }

    private static void scoped(DataOutput out, int kind, String scope, String text) throws IOException {
        out.writeByte(kind);
        text(out, scope);
        text(out, text);
    }

    /** Reads targets. */
    public static Set<Target> targets(DataInput in) throws IOException {
        int count = count(in);
        Set<Target> targets = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            targets.add(target(in));
        }
        return targets;
    }

    private static Target target(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case KEY -> new Target.Key(text(in));
            case PREFIX -> new Target.Prefix(text(in), text(in));
            case TAG -> new Target.Tag(text(in), text(in));
            case PATTERN -> new Target.Pattern(text(in), new Glob(text(in)));
            case ALL_TAGS -> new Target.AllTags(text(in), texts(in));
            case ALL -> new Target.All();
            case DEPENDENTS -> new Target.Dependents(dependedOn(in));
            default -> throw new IOException("no target is of kind " + kind);
        };
    }

    /** Nothing depends on what depends on something: so no payload leads deeper and deeper. */
    private static Target dependedOn(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case PREFIX -> new Target.Prefix(text(in), text(in));
            case PATTERN -> new Target.Pattern(text(in), new Glob(text(in)));
            default -> throw new IOException("nothing depends on a target of kind " + kind);
        };
    }

    /** Writes what was said of a value. */
    public static void links(DataOutput out, Links links) throws IOException {
        texts(out, links.tags());
        texts(out, links.parents());
        texts(out, links.parentPrefixes());
        texts(out, links.parentTags());
        texts(out, links.related());
        texts(out, links.relatedPrefixes());
        out.writeBoolean(links.cascades());
    }

    /** Reads what was said of a value. */
    public static Links links(DataInput in) throws IOException {
        return new Links(texts(in), texts(in), texts(in), texts(in), texts(in), texts(in), in.readBoolean());
    }

    /** Writes what was said of a key. */
    public static void node(DataOutput out, Node node) throws IOException {
        text(out, node.key().toString());
        text(out, node.scope());
        texts(out, node.tags());
        targets(out, node.parents());
        targets(out, node.related());
        out.writeBoolean(node.cascades());
    }

    /** Reads what was said of a key. */
    public static Node node(DataInput in) throws IOException {
        return new Node(text(in), text(in), texts(in), targets(in), targets(in), in.readBoolean(), 0);
    }

    /** Writes by what a value is reached, directly or not. */
    public static void reach(DataOutput out, @Nullable Reach reach) throws IOException {
        targets(out, reach == null ? List.of() : Arrays.asList(reach.targets));
        out.writeInt(reach == null ? 0 : reach.tags.length);
        if (reach != null) {
            for (Reach.Tags tags : reach.tags) {
                text(out, tags.scope());
                texts(out, tags.texts());
            }
        }
    }

    /**
     * Reads by what a value is reached.
     *
     * @param in after what {@link #reach(DataOutput, Reach)} wrote
     * @param key the value's key
     * @param scope the scope of its links, as text
     * @param links what was said of it
     * @return null where it is reached by its key only
     */
    public static @Nullable Reach reach(DataInput in, Object key, String scope, Links links) throws IOException {
        Set<Target> targets = targets(in);
        int count = count(in);
        List<Reach.Tags> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add(new Reach.Tags(text(in), texts(in)));
        }
        if (links.isEmpty()) {
            return null;
        }
        Object[] ancestors = targets.stream()
                .filter(Target.Key.class::isInstance)
                .map(parent -> ((Target.Key) parent).storeKey())
                .toArray();
        return new Reach(
                Node.of(key, scope, links, 0),
                targets.toArray(Target[]::new),
                tags.toArray(Reach.Tags[]::new),
                ancestors);
    }

    private static void texts(DataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static Set<String> texts(DataInput in) throws IOException {
        int count = count(in);
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts.isEmpty() ? Set.of() : texts;
    }

    /** Writes a text. One that UTF-8 can't hold, since it has half a character, is written as it is. */
    public static void text(DataOutput out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            bytes(out, utf8);
        } else {
            out.writeInt(-text.length());
            out.writeChars(text);
        }
    }

    /** Reads a text. */
    public static String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length >= 0) {
            return new String(bytes(in, length), StandardCharsets.UTF_8);
        }
        byte[] chars = bytes(in, Math.multiplyExact(-length, Character.BYTES));
        StringBuilder text = new StringBuilder(-length);
        for (int i = 0; i < chars.length; i += Character.BYTES) {
            text.append((char) ((chars[i] << Byte.SIZE) | (chars[i + 1] & 0xFF)));
        }
        return text.toString();
    }

    /** Writes bytes and their number. */
    public static void bytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads bytes. */
    public static byte[] bytes(DataInput in) throws IOException {
        return bytes(in, count(in));
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        if (length < 0 || length > MOST) {
            throw new IOException("a length of " + length + " isn't ours");
        }
        if (in instanceof DataInputStream stream && length > stream.available()) {
            throw new IOException("said to have " + length + " bytes, has " + stream.available());
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a number of " + count + " isn't ours");
        }
        return count;
    }
}
