package methodcache.blackbox.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;
import methodcache.testkit.ReferenceL1StoreProvider;

/** What becomes of the operations of a node's store, log or first layer. */
@FunctionalInterface
interface Meddling {

    /** Lets everything be. */
    Meddling NONE = (method, real) -> real.get();

    Object call(Method method, Supplier<Object> real) throws Throwable;

    /** A node whose store and log are meddled with. */
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
                return meddled(L2Store.class, stores.create(settings), store);
            }
        };
        BackplaneProvider meddledLogs = new BackplaneProvider() {
            @Override
            public String name() {
                return logs.name();
            }

            @Override
            public Backplane create(ClusterSettings settings) {
                return meddled(Backplane.class, logs.create(settings), log);
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
                return meddled(LockManager.class, real.create(settings), locks);
            }
        };
    }

    /** First layers that are meddled with. */
    static L1StoreProvider firstLayer(Meddling meddling) {
        L1StoreProvider stores = new ReferenceL1StoreProvider();
        return new L1StoreProvider() {
            @Override
            public String name() {
                return stores.name();
            }

            @Override
            public L1Store create(L1Settings settings) {
                return meddled(L1Store.class, stores.create(settings), meddling);
            }
        };
    }

    /** The same, meddled with. */
    @SuppressWarnings("unchecked") // a proxy of the interface
    static <T> T meddled(Class<T> type, T real, Meddling meddling) {
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
}
