package methodcache.provider.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * How values of one type are written and read. Doesn't refer to a codec, and to no {@link Type}, since it lives as long as the type's
 * classes. Thread-safe.
 */
final class Plan {

    /** Successful values of a type that are read back and compared before the rest is trusted. */
    private static final int TRIALS = 16;

    /** Changes whenever this module writes the same types in another way. */
    private static final String EDITION = "1 ";

    private final Shape shape;
    private final String fingerprint;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final AtomicInteger trials;
    private final boolean text;

    /**
     * Makes a plan.
     *
     * @throws Unrestorable if values of this type can't be made again
     */
    Plan(Type type, ObjectMapper mapper) {
        JavaType resolved = mapper.constructType(type);
        Shapes shapes = new Shapes(mapper);
        shape = shapes.of(resolved);
        fingerprint = digest(EDITION + shapes.form(resolved));
        writer = mapper.writerFor(resolved);
        reader = mapper.readerFor(resolved);
        text = mapper instanceof JsonMapper;
        trials = new AtomicInteger(shapes.ofUser() ? TRIALS : 0);
    }

    private static String digest(String form) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(form.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String fingerprint() {
        return fingerprint;
    }

    byte[] write(Object value) {
        Shape.checkPart(shape, value, 0);
        byte[] bytes;
        try {
            bytes = writer.writeValueAsBytes(value);
        } catch (JacksonException failure) {
            throw new Unrestorable(
                    "it can't be written (" + failure.getMessage() + "); change it, " + Unrestorable.REMEDY, failure);
        }
        if (trials.get() > 0) {
            verify(value, bytes);
            trials.decrementAndGet();
        }
        return bytes;
    }

    private void verify(Object value, byte[] bytes) {
        Object back;
        try {
            back = read(bytes);
        } catch (JacksonException failure) {
            throw new Unrestorable(
                    "what was written can't be read back (" + failure.getMessage() + "); make it a record, "
                            + Unrestorable.REMEDY,
                    failure);
        }
        if (!Shape.sameParts(shape, value, back)) {
            throw new Unrestorable("it came back different: some of it isn't written, or changes on its way; make it a"
                    + " record of plain values, " + Unrestorable.REMEDY);
        }
    }

    @Nullable
    Object read(byte[] payload) {
        if (text && payload.length > 0 && payload[payload.length - 1] >= 0 && payload[payload.length - 1] <= ' ') {
            throw new IllegalArgumentException("there is white space behind the value"); // a number would end with it
        }
        try (JsonParser parser = reader.createParser(payload)) {
            Object value = reader.readValue(parser);
            long end = parser.currentLocation().getByteOffset();
            if (end != payload.length) {
                throw new IllegalArgumentException("the value ends at byte " + end + " of " + payload.length);
            }
            return value;
        }
    }
}
