package methodcache.core.key;

import static methodcache.core.key.Rendering.key;
import static methodcache.core.key.Rendering.shareable;
import static methodcache.core.key.Rendering.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Collections and maps: the JDK's, and those of others. */
@SuppressWarnings("NonApiType") // users have them
class ContainersTest {

    private static final String HERE = ContainersTest.class.getName();

    enum Color {
        RED
    }

    /** As libraries of immutable collections have them. */
    static final class Immutable<E> extends AbstractList<E> {
        private final List<E> elements;

        Immutable(List<E> elements) {
            this.elements = elements;
        }

        @Override
        public E get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    static class Tenanted extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        final transient String tenant;

        Tenanted(String tenant, Object... elements) {
            super(Arrays.asList(elements));
            this.tenant = tenant;
        }
    }

    static final class Nested extends Tenanted {
        private static final long serialVersionUID = 1L;

        Nested() {
            super("x");
        }
    }

    static final class Limited extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private final int most = 7;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > most;
        }
    }

    static final class Marked extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    static final class Bag extends AbstractCollection<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("a").iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    static final class SetOfOthers extends AbstractSet<Object> {
        private final List<Object> elements = new ArrayList<>();

        @Override
        public boolean add(Object element) {
            return elements.add(element);
        }

        @Override
        public Iterator<Object> iterator() {
            return elements.iterator();
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    static final class MapOfOthers extends AbstractMap<String, String> {
        @Override
        public Set<Entry<String, String>> entrySet() {
            return Set.of(Map.entry("a", "b"));
        }
    }

    enum ByLength implements Comparator<String> {
        INSTANCE;

        @Override
        public int compare(String a, String b) {
            return Integer.compare(a.length(), b.length());
        }
    }

    @Test
    void containersOfTheJdk_ofOneContent_areOneKey() {
        List<String> list = List.of("a", "b");
        assertThat(Stream.of(
                        list,
                        new ArrayList<>(list),
                        Arrays.asList("a", "b"),
                        Stream.of("a", "b").toList(),
                        list.stream().collect(Collectors.toUnmodifiableList()),
                        Collections.unmodifiableList(new ArrayList<>(list)),
                        Collections.synchronizedList(new ArrayList<>(list)),
                        List.of("z", "a", "b").subList(1, 3),
                        new CopyOnWriteArrayList<>(list)))
                .extracting(Rendering::text)
                .containsOnly("[\"a\",\"b\"]");
        assertThat(Stream.of(
                        Set.of("a"),
                        Collections.singleton("a"),
                        new HashSet<>(Set.of("a")),
                        new TreeSet<>(Set.of("a")),
                        new ConcurrentSkipListSet<>(Set.of("a")),
                        filled(new TreeSet<>(Comparator.<String>naturalOrder())).headSet("b"),
                        Map.of("a", 1).keySet(),
                        new ConcurrentHashMap<>(Map.of("a", 1)).keySet(),
                        Collections.unmodifiableSet(Set.of("a"))))
                .extracting(Rendering::text)
                .containsOnly("set[\"a\"]");
        assertThat(text(EnumSet.of(Color.RED))).isEqualTo(text(Set.of(Color.RED)));
        assertThat(text(new EnumMap<>(Map.of(Color.RED, 1)))).isEqualTo(text(Map.of(Color.RED, 1)));
        assertThat(text(new TreeMap<>(Map.of("a", 1)))).isEqualTo(text(Map.of("a", 1)));
        assertThat(text(new ArrayDeque<>(list))).isEqualTo("collection[\"a\",\"b\"]");
        assertThat(text(new PriorityQueue<>(list))).isEqualTo("heap[\"a\",\"b\"]");
    }

    private static <T extends Collection<String>> T filled(T collection) {
        collection.add("a");
        return collection;
    }

    @Test
    void sortedContainer_withAComparator_countsByItToo() {
        TreeMap<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.put("a", 1);
        List<Object> different = List.of(
                filled(new TreeSet<>()),
                filled(new TreeSet<>(Comparator.reverseOrder())),
                filled(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)),
                filled(new TreeSet<>(String.CASE_INSENSITIVE_ORDER.reversed())),
                filled(new TreeSet<>(ByLength.INSTANCE)),
                filled(new PriorityQueue<>()),
                filled(new PriorityQueue<>(Comparator.reverseOrder())),
                new TreeMap<>(Map.of("a", 1)),
                map);

        assertThat(different.stream().map(Rendering::text)).doesNotHaveDuplicates();
        assertThat(different).allMatch(Rendering::shareable);
        assertThat(text(filled(new TreeSet<>()).descendingSet()))
                .isEqualTo(text(filled(new TreeSet<>(Collections.reverseOrder()))))
                .isEqualTo("set(by reverseOrder)[\"a\"]");
        assertThat(text(filled(new PriorityBlockingQueue<>(1, Comparator.reverseOrder()))))
                .isEqualTo("heap(by reverseOrder)[\"a\"]");
        assertThat(text(Collections.unmodifiableSortedMap(map)))
                .isEqualTo(text(map.keySet()).replace("set", "map").replace("]", ":1]"));
    }

    @Test
    void sortedContainer_withAnUnknownComparator_isRefusedWithRemedies() {
        SortedSet<String> set = filled(new TreeSet<>(Comparator.comparing(String::length)));

        for (Object value : List.of(set, new TreeMap<>(set.comparator()), new PriorityQueue<>(set))) {
            assertThatThrownBy(() -> text(value))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(
                            "the comparator of a java.util." + value.getClass().getSimpleName())
                    .hasMessageContaining("withKey(…)");
        }
    }

    @Test
    void containerOfOthers_countsByClassAndContent() {
        SetOfOthers set = new SetOfOthers();
        set.add(1);
        List<Object> different = List.of(
                List.of(1),
                new Immutable<>(List.of(1)),
                new Immutable<>(List.of(2)),
                new Immutable<?>[] {new Immutable<>(List.of(1))},
                Set.of(1),
                set,
                Map.of("a", "b"),
                new MapOfOthers(),
                new Marked());

        assertThat(different.stream().map(Rendering::text)).doesNotHaveDuplicates();
        assertThat(different).allMatch(Rendering::shareable);
        assertThat(text(new Immutable<>(List.of(1))))
                .isEqualTo(text(new Immutable<>(new ArrayList<>(List.of(1)))))
                .isEqualTo("list(" + HERE + "$Immutable)[1]");
    }

    @Test
    void containerOfOthers_ofOpaqueElements_countsByClassToo() {
        SetOfOthers set = new SetOfOthers();
        set.add(new StoreKeysTest.Money(1));

        assertThat(key(set))
                .isNotEqualTo(key(Set.of(new StoreKeysTest.Money(1))))
                .isEqualTo(key(set));
    }

    @Test
    void containerOfTheJdk_extendedByAField_isRefusedNamingIt() {
        int most = List.of().size();
        Map<String, String> capturing = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > most;
            }
        };

        for (Object value : List.of(new Tenanted("x", 1), new Nested(), new Limited(), capturing)) {
            assertThatThrownBy(() -> text(value))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(value.getClass().getName() + " extends java.util.")
                    .hasMessageContaining("copy it into a collection of the JDK")
                    .hasMessageContaining("a record");
        }
        assertThatThrownBy(() -> text(new Tenanted("x"))).hasMessageContaining(HERE + "$Tenanted.tenant");
    }

    @Test
    void list_filledInItsInitializer_countsInThisProcess() {
        Object value = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            {
                add(1);
            }
        };

        assertThat(text(value)).startsWith("list(" + HERE).endsWith(")[1]");
        assertThat(shareable(value)).isFalse();
    }

    @Test
    void container_thatIsMoreThanItsElements_isRefused() {
        Properties behind = new Properties();
        behind.setProperty("a", "b");

        assertThatThrownBy(() -> text(new IdentityHashMap<>())).hasMessageContaining("by identity");
        assertThatThrownBy(() -> text(new Bag())).hasMessageContaining("neither a List nor a Set");
        assertThatThrownBy(() -> text(new Properties(behind))).hasMessageContaining("defaults");
        assertThat(text(behind)).isEqualTo(text(new HashMap<>(behind)));
    }
}
