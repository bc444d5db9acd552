package methodcache.api.spi;

import java.lang.reflect.Type;

/**
 * Makes bytes of values, and values of bytes, for the second layer. The type always comes from the call: nothing that was read may choose
 * a class to load.
 *
 * <p>Thread-safe; blocks for nothing. Strings, boxes, {@code byte[]}, the numbers of {@code java.math}, {@code UUID} and values of
 * {@code java.time} that are the whole value don't get here; parts of others do.
 */
public interface ValueCodec {

    /**
     * The form of a type: equal for two JVMs, or two builds of a program, exactly when each can read what the other writes. It is part
     * of the key, so that builds of a rolling deploy don't see each other's values where a type has changed.
     *
     * @param type a type, with its arguments
     * @return at most 64 letters, digits, '-' and '_'
     * @throws IllegalArgumentException if values of this type can't be made again from bytes; the message says why, and what to do
     */
    String fingerprint(Type type);

    /**
     * Makes bytes.
     *
     * @param value not null
     * @param type its type, as the call says it
     * @return the bytes
     * @throws Exception if this value can't be made again from bytes; the message says why, and what to do
     */
    byte[] encode(Object value, Type type) throws Exception;

    /**
     * Makes a value.
     *
     * @param payload what {@link #encode} made, of the same type and fingerprint
     * @param type the type, as the call says it
     * @return a new value
     * @throws Exception if the bytes aren't such
     */
    Object decode(byte[] payload, Type type) throws Exception;
}
