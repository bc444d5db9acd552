package methodcache.core.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values where the type is known to be primitive: converted to it, and written without a mark of it. */
final class Primitives {

    private static final List<Class<?>> WIDENING =
            List.of(Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);
    private static final List<Class<?>> TARGETS =
            List.of(byte.class, short.class, int.class, long.class, float.class, double.class);

    private Primitives() {}

    /** What the method gets for an argument: Java widens at the call, after the key has seen the argument. */
    static @Nullable Object convert(@Nullable Object value, Class<?> to) {
        if (value == null || !to.isPrimitive() || (to == long.class && value instanceof Long)) {
            return value;
        }
        if (value instanceof Character c && to != char.class) {
            return TARGETS.indexOf(to) < TARGETS.indexOf(int.class) ? value : widened((int) c.charValue(), to);
        }
        int from = WIDENING.indexOf(value.getClass());
        return from >= 0 && from < TARGETS.indexOf(to) ? widened((Number) value, to) : value;
    }

    private static Object widened(Number number, Class<?> to) {
        if (to == long.class) {
            return number.longValue();
        }
        if (to == int.class) {
            return number.intValue();
        }
        if (to == double.class) {
            return number.doubleValue();
        }
        return to == float.class ? (Object) number.floatValue() : number.shortValue();
    }

    static void write(@Nullable Object value, KeyText text) {
        if (value instanceof Double number) {
            text.append(Decimals.text(number));
        } else if (value instanceof Float number) {
            text.append(Decimals.text(number));
        } else if (value instanceof Number number && WIDENING.contains(value.getClass())) {
            text.append(number.longValue());
        } else {
            text.value(value);
        }
    }
}
