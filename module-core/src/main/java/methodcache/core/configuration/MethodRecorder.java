package methodcache.core.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import methodcache.api.configuration.ServiceCall;
import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which method a user names by calling it on a stand-in: {@code s -> s.find(0L)}. The stand-in is a proxy, so
 * a service is an interface, exported or not. Nothing of the service runs, default methods neither.
 */
public final class MethodRecorder {

    private final Class<?> service;
    private final List<Method> calls = new ArrayList<>(2);

    private MethodRecorder(Class<?> service) {
        this.service = service;
    }

    /**
     * Records a call.
     *
     * @param service the service, an interface
     * @param call calls one method of it
     * @return that method, as the service has it
     * @throws IllegalArgumentException if the service is no interface, or not exactly one of its methods was called;
     *     the message says what to do
     */
    public static <S> Method record(Class<S> service, ServiceCall<? super S, ?> call) {
        return new MethodRecorder(service).recorded(service, call);
    }

    /** Records a call; what {@link #record} does, as the method's id. */
    public static <S> MethodId id(Class<S> service, ServiceCall<? super S, ?> call) {
        return MethodId.of(service, record(service, call));
    }

    /** A method as messages show it: {@code UserService.find(long)}. */
    static String shown(Class<?> service, Method method) {
        return name(service)
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A service as messages show it. */
    static String name(Class<?> service) {
        return service.getSimpleName();
    }

    private <S> Method recorded(Class<S> type, ServiceCall<? super S, ?> call) {
        S standIn = type.cast(proxy());
        Throwable thrown = null;
        try {
            call.call(standIn);
        } catch (Exception failure) {
            thrown = failure;
        }
        if (calls.size() != 1 || thrown != null) {
            throw refused(outcome(thrown), thrown);
        }
        Method method = calls.get(0);
        if (method.getDeclaringClass() == Object.class) {
            throw refused("it called " + method.getName() + "(), which every object has", null);
        }
        return method;
    }

    private Object proxy() {
        if (!service.isInterface()) {
            throw new IllegalArgumentException(
                    service.getName() + " is no interface: only an interface's methods can be named by calling them");
        }
        try {
            return Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, this::invoked);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "no stand-in can be made for " + service.getName() + ": " + refused.getMessage(), refused);
        }
    }

    private @Nullable Object invoked(Object proxy, Method method, Object @Nullable [] arguments) {
        calls.add(method);
        return nothing(method.getReturnType());
    }

    private String outcome(@Nullable Throwable thrown) {
        String called = calls.stream().map(method -> shown(service, method)).collect(Collectors.joining(" and "));
        if (calls.size() > 1) {
            return "it called " + called;
        }
        if (thrown != null) {
            return "it threw " + thrown + (calls.isEmpty() ? "" : " after it called " + called);
        }
        return "it called none; a static method can't be named";
    }

    private IllegalArgumentException refused(String outcome, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "a lambda must name one method of " + name(service) + " by calling it and nothing else, as in s -> s."
                        + example() + ": " + outcome,
                cause);
    }

    private String example() {
        return Arrays.stream(service.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName)
                        .sorted()
                        .findFirst()
                        .orElse("find")
                + "(…)";
    }

    private static @Nullable Object nothing(Class<?> type) {
        // An array's elements start as the default of their type, void's aside.
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
