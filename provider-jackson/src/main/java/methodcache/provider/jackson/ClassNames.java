package methodcache.provider.jackson;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Names of classes as keys write them: with a dot in them, unless they are ours. */
final class ClassNames {

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
        return type.isPrimitive() || name.indexOf('.') >= 0 ? name : '.' + name;
    }

    static Kind.Refused unstable(Class<?> type) {
        return new Kind.Refused(type.getName()
                + " is a lambda, a proxy or a class inside a method, whose name may mean another class in"
                + " the next build; give it a place of its own, or " + Refusal.REMEDIES);
    }
}
