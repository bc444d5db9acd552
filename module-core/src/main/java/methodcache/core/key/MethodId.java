package methodcache.core.key;

import java.lang.reflect.Method;

/**
 * A method of a declared service, as policies know it: the same for every way to spell a call of it, be it through a
 * super-interface, an implementation or a bridge.
 *
 * @param owner the declared service
 * @param name the method's name
 * @param descriptor the erased parameter types, such as {@code (long,java.lang.String)}
 */
public record MethodId(Class<?> owner, String name, String descriptor) {

    /**
     * The method that a recorded call named.
     *
     * @param service the declared service
     * @param method a method of it, declared there or inherited
     * @return its id
     */
    public static MethodId of(Class<?> service, Method method) {
        MethodId mapped = ServiceMethods.map(service, method);
        return mapped == null
                ? new MethodId(service, method.getName(), ClassName.list(method.getParameterTypes()))
                : mapped;
    }

    /**
     * The method as keys name it.
     *
     * @return such as {@code com.acme.UserService#find(long)}
     */
    public String text() {
        return ClassName.of(owner).text() + '#' + Escapes.name(name) + descriptor;
    }
}
