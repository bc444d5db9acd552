package methodcache.provider.jackson;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Canonical MessagePack: each number in the shortest form of its type. An int and a text that isn't proper Unicode are
 * extension types, since MessagePack has one family of whole numbers, and its texts are UTF-8, which would lose what
 * isn't.
 */
final class MessagePackForm implements Form {

    static final byte INT = 1;
    static final byte UTF_16 = 2;

    private static final MessagePack.PackerConfig CONFIG = new MessagePack.PackerConfig().withBufferSize(512);

    private final MessageBufferPacker out = CONFIG.newBufferPacker();

    /** Writing into memory. */
    private interface Step {
        void run() throws IOException;
    }

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void nothing() {
        write(out::packNil);
    }

    @Override
    public void flag(boolean flag) {
        write(() -> out.packBoolean(flag));
    }

    @Override
    public void text(String text) {
        if (unicode(text)) {
            write(() -> out.packString(text));
        } else {
            ByteBuffer units = ByteBuffer.allocate(2 * text.length());
            text.chars().forEach(unit -> units.putChar((char) unit));
            extension(UTF_16, units.array());
        }
    }

    private static boolean unicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || ++i == text.length()
                        || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void whole(long number) {
        write(() -> out.packLong(number));
    }

    @Override
    public void integer(int number) {
        if (number == (byte) number) {
            extension(INT, new byte[] {(byte) number});
        } else if (number == (short) number) {
            extension(INT, ByteBuffer.allocate(2).putShort((short) number).array());
        } else {
            extension(INT, ByteBuffer.allocate(4).putInt(number).array());
        }
    }

    private void extension(byte type, byte[] content) {
        write(() -> out.packExtensionTypeHeader(type, content.length).addPayload(content));
    }

    @Override
    public void real(double number) {
        write(() -> out.packDouble(Double.isNaN(number) ? Double.NaN : number));
    }

    @Override
    public void real(float number) {
        write(() -> out.packFloat(Float.isNaN(number) ? Float.NaN : number));
    }

    @Override
    public void bytes(byte[] bytes) {
        write(() -> out.packBinaryHeader(bytes.length).writePayload(bytes));
    }

    @Override
    public void list(int size) {
        write(() -> out.packArrayHeader(size));
    }

    @Override
    public void endList() {
        // Its size was said where it began.
    }

    @Override
    public void map(int size) {
        write(() -> out.packMapHeader(size));
    }

    @Override
    public void name(String name) {
        text(name);
    }

    @Override
    public void endMap() {
        // Its size was said where it began.
    }

    @Override
    public Form scratch() {
        return new MessagePackForm();
    }

    /** A character for each byte. */
    @Override
    public String take() {
        String taken = new String(bytes(), ISO_8859_1);
        out.clear();
        return taken;
    }

    @Override
    public void put(String taken) {
        write(() -> out.addPayload(taken.getBytes(ISO_8859_1)));
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
