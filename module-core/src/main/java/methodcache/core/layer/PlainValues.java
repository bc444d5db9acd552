package methodcache.core.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values whose classes everybody knows: strings, boxes, {@code byte[]}, numbers of {@code java.math}, {@code UUID}, and those of {@code
 * java.time}. They need no codec and no type: a byte says which class of this closed list it is. The list's order is the format; it may
 * only grow.
 */
final class PlainValues {

    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private record Kind<T>(Class<T> type, Writer<T> writer, Reader<T> reader) {
        void write(DataOutputStream out, Object value) throws IOException {
            writer.write(out, type.cast(value));
        }
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(String.class, PlainValues::text, PlainValues::text),
            new Kind<>(Boolean.class, (out, value) -> out.writeBoolean(value), DataInputStream::readBoolean),
            new Kind<>(Byte.class, (out, value) -> out.writeByte(value), DataInputStream::readByte),
            new Kind<>(Short.class, (out, value) -> out.writeShort(value), DataInputStream::readShort),
            new Kind<>(Character.class, (out, value) -> out.writeChar(value), DataInputStream::readChar),
            new Kind<>(Integer.class, (out, value) -> out.writeInt(value), DataInputStream::readInt),
            new Kind<>(Long.class, (out, value) -> out.writeLong(value), DataInputStream::readLong),
            new Kind<>(
                    Float.class,
                    (out, value) -> out.writeInt(Float.floatToRawIntBits(value)),
                    DataInputStream::readFloat),
            new Kind<>(
                    Double.class,
                    (out, value) -> out.writeLong(Double.doubleToRawLongBits(value)),
                    DataInputStream::readDouble),
            new Kind<>(byte[].class, (out, value) -> out.write(value), DataInputStream::readAllBytes),
            new Kind<>(
                    BigInteger.class,
                    (out, value) -> out.write(value.toByteArray()),
                    in -> new BigInteger(in.readAllBytes())),
            new Kind<>(BigDecimal.class, PlainValues::decimal, PlainValues::decimal),
            new Kind<>(
                    UUID.class,
                    (out, value) -> {
                        out.writeLong(value.getMostSignificantBits());
                        out.writeLong(value.getLeastSignificantBits());
                    },
                    in -> new UUID(in.readLong(), in.readLong())),
            asText(Instant.class, Instant::parse),
            asText(LocalDate.class, LocalDate::parse),
            asText(LocalTime.class, LocalTime::parse),
            asText(LocalDateTime.class, LocalDateTime::parse),
            asText(OffsetDateTime.class, OffsetDateTime::parse),
            asText(OffsetTime.class, OffsetTime::parse),
            new Kind<>(ZonedDateTime.class, PlainValues::zoned, PlainValues::zoned),
            asText(Duration.class, Duration::parse),
            asText(Period.class, Period::parse),
            asText(YearMonth.class, YearMonth::parse),
            asText(MonthDay.class, MonthDay::parse),
            new Kind<>(Year.class, (out, value) -> out.writeInt(value.getValue()), in -> Year.of(in.readInt())),
            asText(ZoneOffset.class, ZoneOffset::of));

    private static final Map<Class<?>, Integer> NUMBERS = numbers();

    private PlainValues() {}

    private static Map<Class<?>, Integer> numbers() {
        Map<Class<?>, Integer> numbers = new HashMap<>();
        List<Class<?>> types = new ArrayList<>();
        KINDS.forEach(kind -> types.add(kind.type));
        types.forEach(type -> numbers.put(type, numbers.size()));
        return Map.copyOf(numbers);
    }

    static boolean has(Class<?> type) {
        return NUMBERS.containsKey(type);
    }

    /** The bytes of a value; null where it isn't one of these, or couldn't be read back as it is. */
    static byte @Nullable [] encode(Object value) {
        Integer number = NUMBERS.get(value.getClass());
        if (number == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(number);
            KINDS.get(number).write(out, value);
        } catch (IOException notWritable) {
            return null;
        }
        return bytes.toByteArray();
    }

    static Object decode(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int number = in.readUnsignedByte();
            if (number >= KINDS.size()) {
                throw new IOException("no value is of kind " + number);
            }
            Object value = KINDS.get(number).reader.read(in);
            if (in.read() >= 0) {
                throw new IOException("bytes are left behind the value");
            }
            return value;
        }
    }

    /** Strings that are no text, with half a character, are stored as they are. */
    private static void text(DataOutputStream out, String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        boolean whole = new String(utf8, StandardCharsets.UTF_8).equals(value);
        out.writeBoolean(whole);
        if (whole) {
            out.write(utf8);
        } else {
            out.writeChars(value);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        char[] chars = new char[in.available() / Character.BYTES];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = in.readChar();
        }
        return new String(chars);
    }

    private static void decimal(DataOutputStream out, BigDecimal value) throws IOException {
        out.writeInt(value.scale());
        out.write(value.unscaledValue().toByteArray());
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(in.readAllBytes()), scale);
    }

    /** In three parts: the text of one whose hour comes twice would be read as the first. */
    private static void zoned(DataOutputStream out, ZonedDateTime value) throws IOException {
        out.writeUTF(value.toLocalDateTime().toString());
        out.writeUTF(value.getOffset().toString());
        out.writeUTF(value.getZone().getId());
    }

    private static ZonedDateTime zoned(DataInputStream in) throws IOException {
        LocalDateTime time = LocalDateTime.parse(in.readUTF());
        ZoneOffset offset = ZoneOffset.of(in.readUTF());
        return ZonedDateTime.ofStrict(time, offset, ZoneId.of(in.readUTF()));
    }

    private static <T> Kind<T> asText(Class<T> type, Parser<T> parser) {
        return new Kind<>(type, (out, value) -> text(out, value.toString()), in -> parser.parse(text(in)));
    }
}
