package methodcache.core.key;

import java.util.List;

/** What a value is in a key, for tests. */
final class Rendering {

    private Rendering() {}

    static Object key(Object value) {
        return key(Values.WITHOUT_SERVICES, value);
    }

    static Object key(Values values, Object value) {
        return new KeyText(values, 64).value(value).fragment();
    }

    static String text(Object value) {
        return new KeyText(Values.WITHOUT_SERVICES, 64).value(value).toString();
    }

    static boolean shareable(Object value) {
        return new KeyText(Values.WITHOUT_SERVICES, 64).value(value).shareable();
    }

    static Values declaring(Class<?>... types) {
        return new Values(services(types), RecordKinds.REFLECTION);
    }

    static DeclaredServices services(Class<?>... types) {
        return DeclaredServices.of(List.of(types).stream()
                .map(type -> new DeclaredServices.Declared(type, null))
                .toList());
    }
}
