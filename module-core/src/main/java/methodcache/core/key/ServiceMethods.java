package methodcache.core.key;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which method of a declared service a call reaches. A method can be named through a super-interface, an
 * implementation or a bridge; all of these are one, and no two that can behave differently are.
 */
final class ServiceMethods {

    private ServiceMethods() {}

    /**
     * The method that a type declares or inherits by exactly this name and type, static ones too; null if there is
     * none.
     */
    static @Nullable Method declared(Class<?> type, String name, MethodType signature) {
        for (Class<?> c : hierarchy(type)) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && method.getReturnType() == signature.returnType()
                        && Arrays.equals(method.getParameterTypes(), signature.parameterArray())) {
                    return method;
                }
            }
        }
        return null;
    }

    /** The service's method that a method is, implements or overrides; null if there is none. */
    static @Nullable MethodId map(Class<?> service, Method called) {
        Class<?> owner = called.getDeclaringClass();
        int modifiers = called.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            return null;
        }
        if (!Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers)) {
            return owner == service ? id(service, called) : null; // what looks like it elsewhere doesn't override it
        }
        List<Method> named = named(service, called.getName());
        named.removeIf(method -> method.getParameterCount() != called.getParameterCount());
        Method exact = mostDerived(named, called.getParameterTypes());
        if (exact == null && service.isAssignableFrom(owner)) {
            exact = overridden(named, called);
        }
        return exact == null ? null : id(service, settle(exact, named));
    }

    private static MethodId id(Class<?> service, Method method) {
        return new MethodId(service, method.getName(), descriptor(method));
    }

    /** Whether a method of a service is implemented or overridden by one of a more specific service. */
    static boolean isImplemented(MethodId general, MethodId by) {
        if (!general.name().equals(by.name()) || !general.owner().isAssignableFrom(by.owner())) {
            return false;
        }
        for (Method method : named(by.owner(), by.name())) {
            if (by.descriptor().equals(descriptor(method)) && general.equals(map(general.owner(), method))) {
                return true;
            }
        }
        for (Method method : named(general.owner(), general.name())) {
            int modifiers = method.getModifiers();
            if ((Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
                    && general.descriptor().equals(descriptor(method))
                    && by.descriptor().equals(ClassName.list(GenericTypes.parameters(by.owner(), method)))) {
                return true;
            }
        }
        return false;
    }

    private static String descriptor(Method method) {
        return ClassName.list(method.getParameterTypes());
    }

    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            types.add(c);
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            interfaces(c, types);
        }
        return types;
    }

    /** All that a type declares or inherits by a name, static ones aside, classes first. */
    private static List<Method> named(Class<?> type, String name) {
        List<Method> named = new ArrayList<>();
        for (Class<?> c : hierarchy(type)) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && (c == type || !Modifier.isPrivate(method.getModifiers()))
                        && !Modifier.isStatic(method.getModifiers())) {
                    named.add(method);
                }
            }
        }
        return named;
    }

    private static void interfaces(Class<?> type, Set<Class<?>> types) {
        for (Class<?> c : type.getInterfaces()) {
            types.add(c);
            interfaces(c, types);
        }
    }

    private static @Nullable Method mostDerived(List<Method> named, Class<?>[] parameters) {
        Method best = null;
        for (Method method : named) {
            if (Arrays.equals(method.getParameterTypes(), parameters) && (best == null || derives(method, best))) {
                best = method;
            }
        }
        return best;
    }

    /** In one class a bridge with another return type is beside the method itself. */
    private static boolean derives(Method method, Method than) {
        Class<?> some = method.getDeclaringClass();
        Class<?> other = than.getDeclaringClass();
        return some == other
                ? than.isBridge() && !method.isBridge()
                : other.isInterface() && other.isAssignableFrom(some);
    }

    /** The only one of the service's methods that the called one overrides, its type parameters filled in. */
    private static @Nullable Method overridden(List<Method> named, Method called) {
        Method only = null;
        for (Method method : named) {
            if (!method.isBridge()
                    && Arrays.equals(
                            GenericTypes.parameters(called.getDeclaringClass(), method), called.getParameterTypes())) {
                if (only != null && !Arrays.equals(only.getParameterTypes(), method.getParameterTypes())) {
                    return null;
                }
                only = only == null ? method : only;
            }
        }
        return only;
    }

    /**
     * From a bridge, or from what a sub-interface declares anew with its type parameters filled in, to the method
     * itself.
     */
    private static Method settle(Method method, List<Method> named) {
        Method settled = method;
        for (boolean again = true; again; ) {
            again = false;
            for (Method other : named) {
                if (!other.isBridge() && (bridges(settled, other) || declaredAnew(settled, other))) {
                    settled = other;
                    again = true;
                    break;
                }
            }
        }
        return settled;
    }

    private static boolean bridges(Method bridge, Method method) {
        if (!bridge.isBridge() || bridge.getDeclaringClass() != method.getDeclaringClass()) {
            return false;
        }
        for (int i = 0; i < bridge.getParameterCount(); i++) {
            if (!bridge.getParameterTypes()[i].isAssignableFrom(method.getParameterTypes()[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean declaredAnew(Method method, Method anew) {
        Class<?> type = anew.getDeclaringClass();
        return type.isInterface()
                && type != method.getDeclaringClass()
                && method.getDeclaringClass().isAssignableFrom(type)
                && !Arrays.equals(anew.getParameterTypes(), method.getParameterTypes())
                && Arrays.equals(GenericTypes.parameters(type, method), anew.getParameterTypes());
    }
}
