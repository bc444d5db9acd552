package methodcache.core.key;

import static methodcache.core.key.Rendering.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnEqualsTest {

    abstract static class Base {

        @Override
        public boolean equals(Object other) {
            return other instanceof Base that && state().equals(that.state());
        }

        @Override
        public int hashCode() {
            return state().hashCode();
        }

        abstract Object state();
    }

    enum Unit {
        EUR
    }

    record Amount(long cents, Unit unit) {}

    static final class Fixed extends Base {
        private final String name;
        private final Amount amount;

        Fixed(String name) {
            this.name = name;
            this.amount = new Amount(1, Unit.EUR);
        }

        @Override
        Object state() {
            return List.of(name, amount);
        }
    }

    static class Holding extends Base {
        private final Fixed fixed;

        Holding(String name) {
            fixed = new Fixed(name);
        }

        @Override
        Object state() {
            return fixed;
        }
    }

    static final class Setting extends Base {
        private String name;

        @Override
        Object state() {
            return Objects.requireNonNullElse(name, "");
        }
    }

    static final class Listing extends Base {
        private final List<String> names = new ArrayList<>();

        @Override
        Object state() {
            return names;
        }
    }

    static final class Inheriting extends Holding2 {}

    static class Holding2 extends Base {
        protected int count;

        @Override
        Object state() {
            return count;
        }
    }

    /** An equals that takes another class for its own. */
    static class Loose {
        @Override
        public boolean equals(Object other) {
            return other instanceof Loose;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    static final class Looser extends Loose {}

    @SuppressWarnings({"EqualsHashCode", "overrides"}) // the fault under test
    static final class OnlyEquals {
        @Override
        public boolean equals(Object other) {
            return other instanceof OnlyEquals;
        }
    }

    record Closed(String name, Amount amount) {}

    record ClosedList(List<String> names) {}

    private static final Values CLOSED = new Values(Rendering.services(), (type, component) -> null);

    @Test
    void value_thatCannotChange_countsByItsEquals() {
        assertThat(key(new Fixed("a"))).isEqualTo(key(new Fixed("a"))).isNotEqualTo(key(new Fixed("b")));
        assertThat(key(new Holding("a"))).isEqualTo(key(new Holding("a"))).isNotEqualTo(key(new Holding("b")));
        assertThat(key(List.of(new Fixed("a"), 1))).isEqualTo(key(List.of(new Fixed("a"), 1)));
        assertThat(key(List.of(new Fixed("a"), 1))).isNotEqualTo(key(List.of(new Fixed("a"), 2)));
        assertThat(key(new File("a"))).isEqualTo(key(new File("a"))).isNotEqualTo(key(new File("b")));
        assertThat(key(Path.of("a"))).isEqualTo(key(Path.of("a")));
        assertThat(Rendering.shareable(new Fixed("a"))).isFalse();
    }

    @Test
    void value_inSetsAndMaps_countsWithoutOrder() {
        Set<Object> one = new HashSet<>(Set.of(new Fixed("a"), new Fixed("b"), 7));

        assertThat(key(one)).isEqualTo(key(Set.of(7, new Fixed("b"), new Fixed("a"))));
        assertThat(key(one)).isNotEqualTo(key(Set.of(8, new Fixed("b"), new Fixed("a"))));
        assertThat(key(Map.of(new Fixed("a"), 1, new Fixed("b"), 2)))
                .isEqualTo(key(Map.of(new Fixed("b"), 2, new Fixed("a"), 1)))
                .isNotEqualTo(key(Map.of(new Fixed("b"), 1, new Fixed("a"), 2)));
    }

    @Test
    void value_equalToAnotherClass_isNotTheSame() {
        assertThat(new Loose()).isEqualTo(new Looser());
        assertThat(key(new Loose())).isNotEqualTo(key(new Looser()));
    }

    @Test
    void text_tellsApartWhatEqualsDoes() {
        Object one = key(new Fixed("a"));
        Object list = key(List.of(new Fixed("a"), new Fixed("b")));
        Object set = key(Set.of(new Fixed("a"), new Fixed("b")));

        assertThat(one).hasToString(key(new Fixed("a")).toString());
        assertThat(one.toString())
                .matches("!" + java.util.regex.Pattern.quote(Fixed.class.getName()) + "@[0-9a-f]+")
                .isNotEqualTo(key(new Fixed("b")).toString());
        assertThat(list)
                .hasToString(key(List.of(new Fixed("a"), new Fixed("b"))).toString());
        assertThat(list.toString())
                .isNotEqualTo(key(List.of(new Fixed("b"), new Fixed("a"))).toString());
        assertThat(set).hasToString(key(Set.of(new Fixed("b"), new Fixed("a"))).toString());
        assertThat(set.toString()).isNotEqualTo(key(Set.of(new Fixed("a"))).toString());
        assertThat(key(new Loose()).toString()).isNotEqualTo(key(new Looser()).toString());
    }

    @Test
    void text_whileAKeyOfItIsHeld_isTheSameWhateverIsCollected() {
        Object held = key(new Fixed("held"));

        System.gc(); // the object that the key was made from may go, but not the one that has the number

        assertThat(key(new Fixed("held"))).isEqualTo(held).hasToString(held.toString());
    }

    @Test
    void key_ofOneLocalText_isNoSharedKey() {
        Object local = key(new Fixed("a"));

        assertThat(local).isNotEqualTo(local.toString()).hasSameHashCodeAs(key(new Fixed("a")));
    }

    @Test
    void value_thatMayChange_isRefusedNamingTheField() {
        assertThatThrownBy(() -> key(new Setting())).hasMessageContaining("Setting.name isn't final");
        assertThatThrownBy(() -> key(new Listing())).hasMessageContaining("Listing.names is of type java.util.List");
        assertThatThrownBy(() -> key(new Inheriting())).hasMessageContaining("Holding2.count isn't final");
        assertThatThrownBy(() -> key(new OnlyEquals())).hasMessageContaining("has no value identity");
    }

    @Test
    void record_thatCannotBeRead_countsByItsEqualsIfItCannotChange() {
        assertThat(key(CLOSED, new Closed("a", new Amount(1, Unit.EUR))))
                .isEqualTo(key(CLOSED, new Closed("a", new Amount(1, Unit.EUR))))
                .isNotEqualTo(key(CLOSED, new Closed("a", new Amount(2, Unit.EUR))));
    }

    @Test
    void record_thatCannotBeReadAndMayChange_isRefusedWithRemedies() {
        assertThatThrownBy(() -> key(CLOSED, new ClosedList(List.of())))
                .hasMessageContaining("component names of record " + ClosedList.class.getName())
                .hasMessageContaining("export or open package methodcache.core.key to methodcache.core")
                .hasMessageContaining("withKey(…)");
    }
}
