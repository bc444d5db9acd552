package methodcache.core.key;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of a class as keys write it. Proxies, hidden, anonymous and local classes have names that mean another
 * class in the next process or build; they are numbered as well, and their keys stay in this process. So are classes
 * of one name that several loaders define, but for the first one seen: an application has one loader as a rule, and
 * its keys are to mean the same elsewhere.
 *
 * @param text the name; of an unstable class with '@' and its number
 * @param shareable whether the name means the same everywhere
 */
record ClassName(String text, boolean shareable) {

    /*
     * Which class had a name first. Names are never taken out, for keys of a class may be in a store after it was
     * unloaded, and another one of its name must not find their values. Classes are held weakly. One for the process,
     * since keys of several caches may meet in one store.
     */
    private static final ConcurrentHashMap<String, WeakReference<Class<?>>> FIRST = new ConcurrentHashMap<>();

    private static final ClassValue<ClassName> NAMES = new ClassValue<>() {
        @Override
        protected ClassName computeValue(Class<?> type) {
            String name = Escapes.name(type.isArray() ? type.getComponentType().getName() : type.getName());
            if (type.isArray()) {
                ClassName component = get(type.getComponentType());
                return new ClassName(component.text + "[]", component.shareable);
            }
            return stable(type) && first(type)
                    ? new ClassName(name, true)
                    : new ClassName(name + '@' + InstanceNumbers.of(type), false);
        }
    };

    static ClassName of(Class<?> type) {
        return NAMES.get(type);
    }

    private static boolean first(Class<?> type) {
        return FIRST.computeIfAbsent(type.getName(), unseen -> new WeakReference<>(type))
                .refersTo(type);
    }

    private static boolean stable(Class<?> type) {
        try {
            for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
                if (c.isHidden() || c.isAnonymousClass() || c.isLocalClass() || Proxy.isProxyClass(c)) {
                    return false;
                }
            }
            return true;
        } catch (LinkageError unreadable) {
            return false; // an enclosing class that isn't on the path, or names that javac would not make
        }
    }

    /** For people: {@code UserService}, or the last part of the name where the class file lies about its nesting. */
    static String simple(Class<?> type) {
        try {
            String simple = type.getSimpleName();
            if (!simple.isEmpty()) {
                return simple;
            }
        } catch (LinkageError unreadable) {
            // the other way then
        }
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }

    /** Parameter types in brackets: {@code (long,java.lang.String)}. */
    static String list(Class<?>[] types) {
        StringBuilder out = new StringBuilder("(");
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            Class<?> type = types[i];
            int dimensions = 0;
            for (; type.isArray(); type = type.getComponentType()) {
                dimensions++;
            }
            out.append(Escapes.name(type.getName())).append("[]".repeat(dimensions));
        }
        return out.append(')').toString();
    }
}
