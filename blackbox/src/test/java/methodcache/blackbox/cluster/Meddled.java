package methodcache.blackbox.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;

/** Providers of a node whose operations a test has its hand in. */
final class Meddled {

    private Meddled() {}

    /** What becomes of an operation. */
    interface Meddling {
        Object call(Method method, Supplier<Object> real) throws Throwable;
    }

    static Object untouched(Method method, Supplier<Object> real) {
        return real.get();
    }

    @SuppressWarnings("unchecked") // a proxy of the interface
    static <T> T of(Class<T> type, T real, Meddling meddling) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Supplier<Object> call = () -> {
                try {
                    return method.invoke(real, arguments);
                } catch (InvocationTargetException failure) {
                    throw new IllegalStateException(failure.getCause());
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                }
            };
            return meddling.call(method, call);
        });
    }

    /** A node of these, to be built. */
    static MethodCacheConfiguration configure(Nodes nodes, String node, Meddling store, Meddling log) {
        L2StoreProvider stores = nodes.node(node).store();
        BackplaneProvider logs = nodes.node(node).backplane();
        L2StoreProvider meddledStores = new L2StoreProvider() {
            @Override
            public String name() {
                return stores.name();
            }

            @Override
            public L2Store create(ClusterSettings settings) {
                return of(L2Store.class, stores.create(settings), store);
            }
        };
        BackplaneProvider meddledLogs = new BackplaneProvider() {
            @Override
            public String name() {
                return logs.name();
            }

            @Override
            public Backplane create(ClusterSettings settings) {
                return of(Backplane.class, logs.create(settings), log);
            }
        };
        return nodes.configuration(node).l2(meddledStores, meddledLogs, l2 -> {});
    }

    /** The locks of a node. */
    static LockManagerProvider locks(Nodes nodes, String node, Meddling locks) {
        LockManagerProvider real = nodes.node(node).locks();
        return new LockManagerProvider() {
            @Override
            public String name() {
                return real.name();
            }

            @Override
            public LockManager create(ClusterSettings settings) {
                return of(LockManager.class, real.create(settings), locks);
            }
        };
    }
}
