package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Bean;
import methodcache.provider.jackson.Values.Chain;
import methodcache.provider.jackson.Values.Form;
import methodcache.provider.jackson.Values.Page;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that wouldn't come back equal, and what is said then. */
@SuppressWarnings("JavaUtilDate") // users have them
class RefusedValuesTest {

    private static AbstractThrowableAssert<?, ?> assertRefused(Codecs codec, Type type, Object value) {
        assertThat(codec.codec().fingerprint(type)).isNotEmpty();
        return assertThatThrownBy(() -> codec.codec().encode(value, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a value of type " + type.getTypeName() + " can't be made again from ")
                .hasMessageContaining("or keep these values in memory only: withLayers(L1)");
    }

    /** A list that is more than its elements. */
    static final class OfTenant extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        final String tenant = "acme";
    }

    @ParameterizedTest
    @EnumSource
    void valueThatIsMoreThanItsType_isRefused(Codecs codec) {
        assertRefused(codec, Bean.class, new Values.SubBean())
                .hasMessageContaining(Values.SubBean.class.getName() + " would come back as " + Bean.class.getName());
        assertRefused(codec, new Of<List<Bean>>() {}.type(), List.of(new Bean(), new Values.SubBean()))
                .hasMessageContaining("SubBean would come back as");
        assertRefused(codec, Form.class, new Values.Unnamed(1)).hasMessageContaining("is none of the subtypes of");
        assertRefused(codec, new Of<Page<Form>>() {}.type(), new Page<Form>(List.of(), new Values.Unnamed(1), Map.of()))
                .hasMessageContaining("property first of ")
                .hasMessageContaining("name it in @JsonSubTypes");
        assertRefused(codec, Date.class, new Date(0) {
                    private static final long serialVersionUID = 1L;
                })
                .hasMessageContaining("would come back as java.util.Date");
        assertRefused(codec, Bean[].class, new Values.SubBean[0]).hasMessageContaining("SubBean[] would come back as");
    }

    @ParameterizedTest
    @EnumSource
    void collectionThatIsMoreThanItsElements_isRefused(Codecs codec) {
        Type strings = new Of<List<String>>() {}.type();
        Type map = new Of<Map<String, Integer>>() {}.type();
        TreeMap<String, Integer> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        assertRefused(codec, map, sorted)
                .hasMessageContaining("java.util.TreeMap is sorted by a java.lang.String$Case");
        assertRefused(codec, map, Collections.unmodifiableSortedMap(sorted)).hasMessageContaining("is sorted by a");
        assertRefused(codec, new Of<Set<String>>() {}.type(), new TreeSet<String>(Comparator.reverseOrder()))
                .hasMessageContaining("is sorted by a");
        assertRefused(codec, map, new IdentityHashMap<>()).hasMessageContaining("by identity");
        assertRefused(codec, strings, new OfTenant()).hasMessageContaining("OfTenant extends java.util.ArrayList");
        assertRefused(codec, new Of<Collection<String>>() {}.type(), Set.of("a"))
                .hasMessageContaining("would come back as a List");
        assertRefused(codec, new Of<Queue<String>>() {}.type(), new PriorityQueue<>(List.of("a")))
                .hasMessageContaining("would come back as a LinkedList");
        assertRefused(codec, map, Collections.singletonMap(null, 1)).hasMessageContaining("has the key null");
    }

    @ParameterizedTest
    @EnumSource
    void nullWhereAnOptionalIsDeclared_isRefused(Codecs codec) {
        assertRefused(codec, Unfit.Maybe.class, new Unfit.Maybe(null))
                .hasMessageContaining("property name of ")
                .hasMessageContaining("it is null and would come back as an empty Optional");
        assertRefused(codec, new Of<List<Optional<String>>>() {}.type(), Collections.singletonList(null))
                .hasMessageContaining("it is null and would come back as an empty Optional");
    }

    @ParameterizedTest
    @EnumSource
    void valueThatNoFormHolds_isRefused(Codecs codec) {
        for (String half : List.of("\ud800", "a\udc00", "\ud800a", "\udc00\ud800", "𝄞\ud800\ud800\udc00")) {
            assertRefused(codec, new Of<Map<String, Integer>>() {}.type(), Map.of(half, 1))
                    .hasMessageContaining("a map's key has half a surrogate pair");
        }
        assertRefused(codec, Locale.class, new Locale("a", "b", "c"))
                .hasMessageContaining("has no language tag of its own");
        assertRefused(codec, BigInteger.class, BigInteger.ONE.shiftLeft(400_000))
                .hasMessageContaining("more than 100000 digits");
        assertRefused(codec, BigDecimal.class, new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE))
                .hasMessageContaining("has the scale -2147483648");
    }

    @ParameterizedTest
    @EnumSource
    void halfOfASurrogatePair_comesBackOrIsRefused(Codecs codec) throws Exception {
        String filler = "é".repeat(40_000);
        for (String half : List.of("\ud800", "a\udc00", "\ud800a", "\udc00\ud800", "\ud800".repeat(100))) {
            for (Object value : List.of(half, filler + half, half.toCharArray(), half.charAt(0), new String[] {half})) {
                byte[] payload;
                try {
                    payload = codec.codec().encode(value, value.getClass());
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageContaining("it can't be written (");
                    continue;
                }
                assertThat(codec.codec().decode(payload, value.getClass())).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void circleAndWhatIsTooDeep_areRefused(Codecs codec) {
        Unfit.Node circle = new Unfit.Node();
        circle.next = circle;
        assertRefused(codec, Unfit.Node.class, circle)
                .hasMessageContaining("nested more than 200 deep, or contains itself");
        Chain chain = null;
        for (int i = 0; i < 600; i++) {
            chain = new Chain(i, chain);
        }
        assertRefused(codec, Chain.class, chain).hasMessageContaining("nested more than 200 deep");
    }

    @ParameterizedTest
    @EnumSource
    void valueThatComesBackDifferent_isRefusedAsOftenAsItIsWritten(Codecs codec) throws Exception {
        for (int i = 0; i < 40; i++) {
            assertRefused(codec, Unfit.Trimmed.class, new Unfit.Trimmed(" a"))
                    .hasMessageContaining("it came back different");
            assertRefused(codec, Unfit.Counted.class, Unfit.Counted.of(1))
                    .hasMessageContaining("it came back different");
        }
        assertThat(codec.there(Unfit.Trimmed.class, new Unfit.Trimmed("a"))).isEqualTo(new Unfit.Trimmed("a"));
        assertThat(codec.there(Unfit.Counted.class, Unfit.Counted.of(0))).isEqualTo(Unfit.Counted.of(0));
    }

    @ParameterizedTest
    @EnumSource
    void fieldThatIsHiddenOnPurpose_isTheUsersChoice(Codecs codec) throws Exception {
        Values.Hiding hiding = new Values.Hiding();
        hiding.name = "ada";

        assertThat(codec.there(Values.Hiding.class, hiding)).extracting("name").isEqualTo("ada");
    }
}
