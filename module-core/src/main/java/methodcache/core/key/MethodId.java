package methodcache.core.key;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
     * All methods of a service that can be told of by the interfaces that it implements.
     *
     * @param service a declared service
     * @return its public methods, each once
     */
    public static Set<MethodId> all(Class<?> service) {
        Set<MethodId> all = new LinkedHashSet<>();
        try {
            for (Method method : service.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers())) {
                    all.add(of(service, method));
                }
            }
        } catch (LinkageError unreadable) {
            return Set.of(); // a type that isn't on the path: no call can find its methods either
        }
        return all;
    }

    /**
     * Of the methods that something was said of, those that this one is, implements or overrides.
     *
     * @param methods of services
     * @return a method before those that implement it, so that what is said of the more specific one can win; of methods of
     *     which neither implements the other, in the order of their services' names
     */
    public List<MethodId> implemented(Collection<MethodId> methods) {
        List<MethodId> left = new ArrayList<>(methods);
        left.removeIf(other -> !equals(other) && !ServiceMethods.isImplemented(other, this));
        left.sort(Comparator.comparing((MethodId method) -> method.owner.getName())
                .thenComparing(MethodId::descriptor));
        List<MethodId> ordered = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            MethodId next = left.stream()
                    .filter(one -> left.stream().noneMatch(other -> other.isMoreGeneral(one)))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private boolean isMoreGeneral(MethodId than) {
        return owner != than.owner && owner.isAssignableFrom(than.owner);
    }

    /**
     * The method as messages show it.
     *
     * @return such as {@code UserService.find(long)}
     */
    public String shown() {
        String types = Arrays.stream(
                        descriptor.substring(1, descriptor.length() - 1).split(","))
                .map(type -> type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1))
                .collect(Collectors.joining(", ", "(", ")"));
        return ClassName.simple(owner) + '.' + name + types;
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
