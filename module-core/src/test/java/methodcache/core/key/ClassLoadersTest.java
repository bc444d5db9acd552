package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import methodcache.api.CacheKeyException;
import methodcache.api.Call1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classes of one name that several loaders define. */
class ClassLoadersTest {

    private static final String PLUGIN = Plugin.class.getName();
    private static final Call1<Object, String> VALUE_OF = String::valueOf;

    private final List<Loader> loaders = new ArrayList<>();

    /** Defines the plugin's classes itself, and has all others from its parent. */
    private static final class Loader extends URLClassLoader {

        Loader() {
            super(new URL[] {classes()}, Plugin.class.getClassLoader());
        }

        private static URL classes() {
            try {
                URL file = Plugin.class.getResource("Plugin.class");
                return new URL(file, "../../../");
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null || !name.startsWith(PLUGIN) ? super.loadClass(name, resolve) : findClass(name);
            }
        }

        Class<?> nested(String name) throws ClassNotFoundException {
            return loadClass(PLUGIN + '$' + name);
        }

        Serializable reference(String method) throws ReflectiveOperationException {
            return (Serializable) loadClass(PLUGIN).getMethod(method).invoke(null);
        }

        Object made(String name, Object... arguments) throws ReflectiveOperationException {
            return nested(name).getConstructors()[0].newInstance(arguments);
        }
    }

    private Loader loader() {
        Loader loader = new Loader();
        loaders.add(loader);
        return loader;
    }

    @AfterEach
    void closeLoaders() throws IOException {
        for (Loader loader : loaders) {
            loader.close();
        }
    }

    /** So that they have the plain names, in whatever order tests run. */
    @BeforeAll
    static void firstSeen_areTheTestsOwnClasses() {
        for (Class<?> type : List.of(
                Plugin.class,
                Plugin.Service.class,
                Plugin.Greeter.class,
                Plugin.Point.class,
                Plugin.Color.class,
                Plugin.Source.class)) {
            assertThat(ClassName.of(type)).isEqualTo(new ClassName(type.getName(), true));
        }
    }

    private static Object key(CallIdentity identity) {
        return identity.key(StoreKeys.NO_SCOPE, null);
    }

    /** The keys of all calls that know a plugin's classes in some way. */
    private static Map<String, CallIdentity> identities(Loader loader) throws ReflectiveOperationException {
        CallKeys keys = new CallKeys(Rendering.services());
        CallKeys declared = new CallKeys(Rendering.services(loader.nested("Service")));
        Object point = loader.made("Point", 7);
        Object greeter = loader.made("Greeter");
        return Map.ofEntries(
                Map.entry("static method", keys.call(loader.reference("ofStaticMethod"), 7L)),
                Map.entry("constructor", keys.call(loader.reference("ofConstructor"), 7)),
                Map.entry("declared receiver", declared.call(loader.reference("ofService"), greeter, 7L)),
                Map.entry("receiver that is a value", keys.call(loader.reference("ofValue"), 7L)),
                Map.entry("lambda", keys.source(loader.reference("lambda"))),
                Map.entry("captured record", keys.source(loader.reference("lambdaOver"))),
                Map.entry("source", keys.source((Serializable) loader.made("Source", 7))),
                Map.entry("record", keys.call(VALUE_OF, point)),
                Map.entry("enum", keys.call(VALUE_OF, loader.nested("Color").getEnumConstants()[0])),
                Map.entry("class", keys.call(VALUE_OF, loader.nested("Point"))),
                Map.entry("array", keys.call(VALUE_OF, java.lang.reflect.Array.newInstance(loader.nested("Point"), 0))),
                Map.entry("service as argument", declared.call(VALUE_OF, greeter)),
                Map.entry("list of records", keys.call(VALUE_OF, List.of(point))),
                Map.entry("set of records", keys.call(VALUE_OF, Set.of(point))));
    }

    @Test
    void key_ofClassesOfOneName_differsByLoaderAndStaysInThisProcess() throws ReflectiveOperationException {
        Map<String, CallIdentity> one = identities(loader());
        Map<String, CallIdentity> other = identities(loader());

        one.forEach((what, identity) -> {
            assertThat(key(identity))
                    .as(what)
                    .isNotEqualTo(key(other.get(what)))
                    .isEqualTo(key(identity));
            assertThat(key(identity)).as(what).isInstanceOf(LocalKey.class);
        });
    }

    @Test
    void key_ofTheFirstClassSeen_isPlainAndShareable() {
        CallIdentity identity = new CallKeys(Rendering.services()).call(Plugin.ofStaticMethod(), 7L);

        assertThat(key(identity)).isEqualTo('@' + PLUGIN + "#hello(long)(7)");
        assertThat(key(identity)).isInstanceOf(String.class);
    }

    @Test
    void name_ofAClassThatWasUnloaded_isNotGivenAgain() throws Exception {
        ReferenceQueue<Object> gone = new ReferenceQueue<>();
        String name = PLUGIN + "$Reloaded";
        WeakReference<Object> first = named(name, gone);

        awaitCollected(first, gone);

        assertThat(ClassName.of(loader().loadClass(name)).text()).startsWith(name + '@');
    }

    /** In a method of its own, so that nothing on the stack holds the loader. */
    private static WeakReference<Object> named(String name, ReferenceQueue<Object> gone) throws Exception {
        try (Loader loader = new Loader()) {
            Class<?> type = loader.loadClass(name);
            assertThat(ClassName.of(type)).isEqualTo(new ClassName(name, true));
            key(new CallKeys(Rendering.services()).call(VALUE_OF, type));
            key(new CallKeys(Rendering.services()).call(loader.reference("ofStaticMethod"), 7L));
            return new WeakReference<>(loader, gone);
        }
    }

    private static void awaitCollected(WeakReference<Object> reference, ReferenceQueue<Object> gone) throws Exception {
        for (int i = 0; i < 100 && !reference.refersTo(null); i++) {
            System.gc();
            gone.remove(100);
        }
        assertThat(reference.get()).as("the loader").isNull();
    }

    @Test
    void scope_ofAClassThatIsNotTheFirst_isRefusedSayingWhy() throws ReflectiveOperationException {
        Object red = loader().nested("Color").getEnumConstants()[0];

        assertThatThrownBy(() -> StoreKeys.scope(Map.of("color", red)))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("color")
                .hasMessageContaining(PLUGIN + "$Color means something in this process only")
                .hasMessageContaining("another class loader");
    }
}
