package methodcache.provider.jackson;

import java.lang.reflect.Type;
import methodcache.provider.jackson.Codecs.Of;

/** A value and its type. */
record Case(Type type, Object value) {

    static Case of(Object value) {
        return new Case(value.getClass(), value);
    }

    static <T> Case of(Of<T> type, T value) {
        return new Case(type.type(), value);
    }
}
