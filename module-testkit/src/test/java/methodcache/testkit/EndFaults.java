package methodcache.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to end that are wrong, around a store, a log or locks that are right. */
final class EndFaults {

    private EndFaults() {}

    /** Its operations throw when it is closed. */
    static <T extends AutoCloseable> UnaryOperator<T> throwsClosed(Class<T> type) {
        return right -> closing(type, right, method -> {
            throw new IllegalStateException("closed");
        });
    }

    /** Its operations are never over when it is closed. */
    static <T extends AutoCloseable> UnaryOperator<T> silentClosed(Class<T> type) {
        return right ->
                closing(type, right, method -> method.getReturnType() == void.class ? null : new CompletableFuture<>());
    }

    /** Something else is done once it is closed. */
    private static <T extends AutoCloseable> T closing(
            Class<T> type, T right, Function<Method, @Nullable Object> afterwards) {
        AtomicBoolean closed = new AtomicBoolean();
        return around(type, (method, arguments) -> {
            if (method.getName().equals("close")) {
                closed.set(true);
            } else if (closed.get()) {
                return afterwards.apply(method);
            }
            return call(method, right, arguments);
        });
    }

    /** The second close throws. */
    static <T extends AutoCloseable> UnaryOperator<T> closesOnce(Class<T> type) {
        return right -> {
            AtomicBoolean closed = new AtomicBoolean();
            return around(type, (method, arguments) -> {
                if (method.getName().equals("close") && closed.getAndSet(true)) {
                    throw new IllegalStateException("closed");
                }
                return call(method, right, arguments);
            });
        };
    }

    /** All of a provider's are closed with the first. */
    static <T extends AutoCloseable> UnaryOperator<T> closesAll(Class<T> type) {
        List<T> all = new CopyOnWriteArrayList<>();
        return right -> {
            all.add(right);
            return around(type, (method, arguments) -> {
                if (!method.getName().equals("close")) {
                    return call(method, right, arguments);
                }
                for (T one : all) {
                    one.close();
                }
                return null;
            });
        };
    }

    /** What becomes of a call. */
    private interface Calling {
        @Nullable
        Object call(Method method, @Nullable Object[] arguments) throws Exception;
    }

    private static <T> T around(Class<T> type, Calling calling) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calling.call(method, arguments)));
    }

    private static @Nullable Object call(Method method, Object right, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(right, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw thrown;
        }
    }
}
