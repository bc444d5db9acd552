package methodcache.provider.jackson;

import java.lang.reflect.Type;
import java.util.function.Supplier;
import methodcache.api.spi.ValueCodec;
import tools.jackson.databind.ObjectMapper;

/**
 * Values by Jackson, in one of its formats. What a type can't hold is found by {@link #fingerprint}, what a value has beyond its type
 * by {@link #encode}. Whether a user's class comes back equal is only known by trying: the first 16 values of a type are read back and
 * compared, by {@code equals} where a class has its own, else by their properties. Thread-safe.
 */
final class JacksonValueCodec implements ValueCodec {

    private final String name;
    private final Plans plans;

    JacksonValueCodec(String name, Supplier<ObjectMapper> mappers) {
        this.name = name;
        this.plans = new Plans(mappers);
    }

    @Override
    public String fingerprint(Type type) {
        return plan(type).fingerprint();
    }

    @Override
    public byte[] encode(Object value, Type type) {
        try {
            return plan(type).write(value);
        } catch (Unrestorable refused) {
            throw refusal("a value", type, refused);
        }
    }

    @Override
    public Object decode(byte[] payload, Type type) {
        Object value = plan(type).read(payload);
        if (value == null) {
            throw new IllegalArgumentException("the bytes of a " + type.getTypeName() + " say null");
        }
        return value;
    }

    private Plan plan(Type type) {
        try {
            return plans.of(type);
        } catch (Unrestorable refused) {
            throw refusal("values", type, refused);
        }
    }

    private IllegalArgumentException refusal(String what, Type type, Unrestorable refused) {
        return new IllegalArgumentException(
                what + " of type " + type.getTypeName() + " can't be made again from " + name + ": " + refused.reason(),
                refused.getCause());
    }
}
