package methodcache.provider.jackson;

import java.util.StringJoiner;
import tools.jackson.databind.JavaType;

/** Names of types, the same in every JVM. */
final class TypeNames {

    private TypeNames() {}

    static String of(JavaType type) {
        if (type.isArrayType()) {
            return of(type.getContentType()) + "[]";
        }
        String name = type.getRawClass().getName();
        if (type.containedTypeCount() == 0) {
            return name;
        }
        StringJoiner arguments = new StringJoiner(",", name + '<', ">");
        for (int i = 0; i < type.containedTypeCount(); i++) {
            arguments.add(of(type.containedType(i)));
        }
        return arguments.toString();
    }

    static boolean ofJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
