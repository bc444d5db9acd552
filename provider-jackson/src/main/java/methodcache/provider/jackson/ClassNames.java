package methodcache.provider.jackson;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names of classes as keys write them: with a dot in them, unless they are ours. */
final class ClassNames {

    /*
     * Which class had a name first, for several loaders may define one of it. Names are never taken out: keys of a class may be in a
     * store after it was unloaded.
     */
    private static final ConcurrentHashMap<String, WeakReference<Class<?>>> FIRST = new ConcurrentHashMap<>();

    private ClassNames() {}

    /** The name, or null where it means another class in the next process or build. */
    static @Nullable String stable(Class<?> type) {
        if (type.isArray()) {
            String component = stable(type.getComponentType());
            return component == null ? null : component + "[]";
        }
        try {
            for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
                if (c.isHidden() || c.isAnonymousClass() || c.isLocalClass() || Proxy.isProxyClass(c)) {
                    return null;
                }
            }
        } catch (LinkageError unreadable) {
            return null;
        }
        String name = type.getName();
        if (!FIRST.computeIfAbsent(name, unseen -> new WeakReference<>(type)).refersTo(type)) {
            return null;
        }
        return type.isPrimitive() || name.indexOf('.') >= 0 ? name : '.' + name;
    }

    static Kind.Refused unstable(Class<?> type) {
        return new Kind.Refused(type.getName()
                + " is a lambda, a proxy or a class inside a method, whose name may mean another class in"
                + " the next build, or a class of another loader has its name; give it a place of its own, or "
                + Refusal.REMEDIES);
    }
}
