package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import methodcache.api.CacheKeyException;
import methodcache.provider.jackson.Beans.Node;
import methodcache.provider.jackson.closed.Closed;
import methodcache.provider.jackson.exported.Exported;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** What has no identity, and what is said then. */
class RefusedTest {

    private static AbstractThrowableAssert<?, ?> assertRefused(Generators generator, Object value) {
        return assertThatThrownBy(() -> generator.key("first", value))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageStartingWith("argument 2 of Users#find: ")
                .hasMessageContaining(
                        "use withKey(…), a record, a KeyGenerator of your own, or declare it with service(…)");
    }

    @ParameterizedTest
    @EnumSource
    void objectWithoutFields_isRefused(Generators generator) {
        assertRefused(generator, new Object()).hasMessageContaining("java.lang.Object has no value identity");
        assertRefused(generator, new AtomicInteger(7)).hasMessageContaining("AtomicInteger has no value identity");
        assertRefused(generator, new StringWriter()).hasMessageContaining("StringWriter has no value identity");
        assertRefused(generator, Stream.of(1)).hasMessageContaining("has no value identity");
        assertRefused(generator, new Thread()).hasMessageContaining("java.lang.Thread has no value identity");
        assertRefused(generator, new Beans.Nothing())
                .hasMessageContaining("Beans$Nothing has no fields that would tell one from another");
    }

    /** A list that is more than its elements. */
    static final class OfTenant extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        final String tenant;

        OfTenant(String tenant) {
            this.tenant = tenant;
        }
    }

    /** A collection that says nothing of being equal. */
    static final class Bag extends AbstractCollection<Object> {
        final String tenant;

        Bag(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public Iterator<Object> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void collectionThatIsMoreThanItsElements_isRefused(Generators generator) {
        assertRefused(generator, new OfTenant("acme")).hasMessageContaining("OfTenant extends java.util.ArrayList");
        assertRefused(generator, new TreeMap<>(String.CASE_INSENSITIVE_ORDER)).hasMessageContaining("is sorted by a");
        assertRefused(generator, new IdentityHashMap<>()).hasMessageContaining("by identity");
        assertRefused(generator, new PriorityQueue<>(String.CASE_INSENSITIVE_ORDER))
                .hasMessageContaining("is sorted by a");
        assertRefused(generator, new Bag("acme")).hasMessageContaining("is neither a List nor a Set");
        Properties defaults = new Properties();
        defaults.setProperty("color", "red");
        assertRefused(generator, new Properties(defaults)).hasMessageContaining("has defaults behind it");
        assertThat(generator.key(new PriorityQueue<>(List.of("a"))))
                .isNotEqualTo(generator.key(new ArrayDeque<>(List.of("a"))));
    }

    @ParameterizedTest
    @EnumSource
    void classOfAnotherLoader_withANameThatIsTaken_isRefused(Generators generator) throws Exception {
        generator.key("first", Beans.Color.RED);
        URL classes = Beans.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(new URL[] {classes}, null)) {
            Class<?> color = other.loadClass(Beans.Color.class.getName());
            assertRefused(generator, color.getEnumConstants()[0])
                    .hasMessageContaining("a class of another loader has its name");
        }
    }

    @ParameterizedTest
    @EnumSource
    void objectThatHidesAField_isRefusedWithItsName(Generators generator) {
        for (Object value : List.of(
                new Beans.Unshown("ada", "x"),
                new Beans.UnshownByClass("ada", "x"),
                new Beans.UnshownByValue("ada", "x"),
                new Beans.UnshownByOthers("ada", "x"))) {
            assertRefused(generator, value)
                    .hasMessageContaining(value.getClass().getName() + " has the field password, which is none of the"
                            + " properties that Jackson shows; make it one by a getter or @JsonProperty");
        }
        assertRefused(generator, new Beans.WithoutGetter()).hasMessageContaining("has the field tenant");
        assertRefused(generator, new Beans.Shadowing()).hasMessageContaining("has the field text");
        assertRefused(generator, Beans.inner()).hasMessageContaining("has the field this$0");
        assertRefused(generator, new IllegalStateException("a")).hasMessageContaining("IllegalStateException has no");
    }

    @ParameterizedTest
    @EnumSource
    void objectThatJacksonRefuses_isRefusedWithItsWords(Generators generator) {
        assertRefused(generator, new Beans.Ambiguous()).hasMessageContaining("can't be read by Jackson (");
    }

    @ParameterizedTest
    @EnumSource
    void classWithoutAStableName_isRefused(Generators generator) {
        record Local(String name) {}
        enum Here {
            ONE
        }
        Supplier<String> lambda = () -> "a";
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        for (Object value : List.of(new Local("a"), Here.ONE, lambda, proxy, new Local[0], Local.class)) {
            assertRefused(generator, value).hasMessageContaining("whose name may mean another class in the next build");
        }
    }

    @ParameterizedTest
    @EnumSource
    void objectInAClosedPackage_isRefusedWithWhatToOpen(Generators generator) {
        assumeTrue(getClass().getModule().isNamed());
        for (Object value : List.of(Closed.record(), Closed.bean())) {
            assertRefused(generator, value)
                    .hasMessageContaining(
                            value.getClass().getName() + " has the field name, which Jackson can't read: let"
                                    + " module methodcache.provider.jackson open package methodcache.provider.jackson.closed to"
                                    + " tools.jackson.databind");
        }
    }

    @ParameterizedTest
    @EnumSource
    void exportedPackage_isEnoughForARecord_notForABean(Generators generator) {
        assumeTrue(getClass().getModule().isNamed());
        getClass().getModule().addExports(Exported.class.getPackageName(), JsonMapper.class.getModule());

        assertThat(generator.key(new Exported.Name("ada")))
                .isEqualTo(generator.key(new Exported.Name("ada")))
                .isNotEqualTo(generator.key(new Exported.Name("grace")));
        assertRefused(generator, new Exported.Bean())
                .hasMessageContaining("has the field name, which Jackson can't read: let module");
    }

    @ParameterizedTest
    @EnumSource
    void partOfAnArgument_isNamed(Generators generator) {
        Node node = new Node();
        node.next = new Beans.Open(new Object());

        assertRefused(generator, node)
                .hasMessageContaining("property next of methodcache.provider.jackson.Beans$Node: property value of"
                        + " methodcache.provider.jackson.Beans$Open: java.lang.Object has no value identity");
    }

    @ParameterizedTest
    @EnumSource
    void circle_isRefused(Generators generator) {
        Node node = new Node();
        node.next = node;
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add(list);
        Map<Object, Object> map = new HashMap<>();
        map.put(1L, map);
        Object[] array = new Object[1];
        array[0] = array;

        for (Object value :
                List.of(List.of(node), Collections.singletonList(list), Collections.singletonList(map), array)) {
            assertRefused(generator, value).hasMessageContaining("nested more than 64 deep, or contains itself");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueThatHasNoEnd_isRefused(Generators generator) {
        Object doubled = "a";
        for (int i = 0; i < 60; i++) {
            doubled = List.of(doubled, doubled);
        }

        assertRefused(generator, doubled).hasMessageContaining("it holds more than 16777216 characters and values");
        assertRefused(generator, Collections.nCopies(Integer.MAX_VALUE, "a"))
                .hasMessageContaining("it holds more than");
    }

    @ParameterizedTest
    @EnumSource
    void nesting_upToTheLimit_isServed(Generators generator) {
        Object nested = "a";
        for (int i = 0; i < 63; i++) {
            nested = List.of(nested);
        }

        assertThat(generator.key(nested)).isNotEmpty();
        Object deeper = List.of(nested);
        assertRefused(generator, deeper).hasMessageContaining("nested more than 64 deep");
    }
}
