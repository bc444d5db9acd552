package methodcache.core.layer;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.spi.ValueCodec;
import org.jspecify.annotations.Nullable;

/** Knows the form in which the values of each type are stored. Thread-safe; remembers the types it was asked for. */
final class Forms {

    private final @Nullable String codecName;
    private final @Nullable ValueCodec codec;
    private final Map<Type, Form> known = new ConcurrentHashMap<>();

    Forms(@Nullable String codecName, @Nullable ValueCodec codec) {
        this.codecName = codecName;
        this.codec = codec;
    }

    /** The form of what a call says its value is; of one that says nothing, that of plain values. */
    Form of(@Nullable Type type) {
        if (type == null || (type instanceof Class<?> plain && PlainValues.has(plain))) {
            return Form.PLAIN;
        }
        Form form = known.get(type);
        return form != null ? form : known.computeIfAbsent(type, this::make);
    }

    private Form make(Type type) {
        ValueCodec used = codec;
        if (used == null) {
            return Form.refused("no codec is on the path: add io.methodcache:methodcache-provider-jackson (module"
                    + " methodcache.provider.jackson)");
        }
        try {
            String fingerprint = used.fingerprint(type);
            return new Form(
                    codecName + '.' + fingerprint,
                    value -> used.encode(value, type),
                    payload -> used.decode(payload, type),
                    null);
        } catch (Throwable refusal) {
            String why = refusal.getMessage();
            return Form.refused(why == null ? refusal.toString() : why);
        }
    }
}
