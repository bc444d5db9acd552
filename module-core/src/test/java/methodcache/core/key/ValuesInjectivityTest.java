package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Vector;
import org.junit.jupiter.api.Test;

/** Random values of few characters and small numbers, so that what could be confused comes up often. */
@SuppressWarnings("JdkObsolete") // one more kind of list
class ValuesInjectivityTest {

    private static final int VALUES = 60_000;
    private static final String CHARACTERS = "a,\"\\[]{}():=7L@~ \u0000\ud83d\ude00'";

    private final long seed = new Random().nextLong();

    record Pair(Object left, Object right) {}

    record Other(Object left, Object right) {}

    @Test
    void texts_ofDistinctValues_areDistinct() {
        Random random = new Random(seed);
        Map<String, Object> byText = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            Object value = value(random, 4);
            Object before = byText.put(Rendering.text(value), value);
            if (before != null) {
                assertThat(value).as("seed %d: %s", seed, Rendering.text(value)).isEqualTo(before);
            }
        }
        assertThat(byText).as("seed %d", seed).hasSizeGreaterThan(VALUES / 4);
    }

    @Test
    void texts_ofEqualValuesBuiltDifferently_areEqual() {
        Random random = new Random(seed);
        for (int i = 0; i < VALUES / 4; i++) {
            Object value = value(random, 4);
            Object twin = twin(value, random);

            assertThat(twin).isEqualTo(value);
            assertThat(Rendering.text(twin)).as("seed %d", seed).isEqualTo(Rendering.text(value));
        }
    }

    @Test
    void doubles_distinctBits_haveDistinctTexts() {
        Random random = new Random(seed);
        Map<String, Long> byText = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            double number = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(1_000_000) / 1e5;
            for (double each : new double[] {number, Math.nextUp(number), Math.nextDown(number)}) {
                Long before = byText.put(Decimals.text(each), Double.doubleToLongBits(each));
                assertThat(before).as("seed %d", seed).isIn(null, Double.doubleToLongBits(each));
            }
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 15)) {
            case 0 -> null;
            case 1 -> random.nextInt(10);
            case 2 -> (long) random.nextInt(10);
            case 3 -> text(random);
            case 4 -> text(random);
            case 5 -> random.nextInt(4) / 2.0;
            case 6 -> CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            case 7 -> BigDecimal.valueOf(random.nextInt(10), random.nextInt(2));
            case 8 -> new ArrayList<>(list(random, depth));
            case 9 -> new ArrayList<>(list(random, depth));
            case 10 -> new HashSet<>(list(random, depth));
            case 11 -> map(random, depth);
            case 12 -> Optional.ofNullable(value(random, depth - 1));
            case 13 -> new Pair(value(random, depth - 1), value(random, depth - 1));
            default -> new Other(value(random, depth - 1), value(random, depth - 1));
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth - 1));
        }
        return list;
    }

    private static Map<Object, Object> map(Random random, int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (Object key : list(random, depth)) {
            map.put(key, value(random, depth - 1));
        }
        return map;
    }

    /** The same value in other classes and another order. */
    private static Object twin(Object value, Random random) {
        if (value instanceof List<?> list) {
            List<Object> twins = new Vector<>();
            list.forEach(element -> twins.add(twin(element, random)));
            return random.nextBoolean() ? twins : Collections.unmodifiableList(Arrays.asList(twins.toArray()));
        }
        if (value instanceof HashSet<?> set) {
            List<Object> twins = new ArrayList<>();
            set.forEach(element -> twins.add(twin(element, random)));
            Collections.shuffle(twins, random);
            return new LinkedHashSet<>(twins);
        }
        if (value instanceof HashMap<?, ?> map) {
            List<Map.Entry<Object, Object>> twins = new ArrayList<>();
            map.forEach((key, each) -> twins.add(new AbstractMap.SimpleEntry<>(twin(key, random), twin(each, random))));
            Collections.shuffle(twins, random);
            Map<Object, Object> twin = new LinkedHashMap<>();
            twins.forEach(entry -> twin.put(entry.getKey(), entry.getValue()));
            return Collections.unmodifiableMap(twin);
        }
        if (value instanceof Pair pair) {
            return new Pair(twin(pair.left, random), twin(pair.right, random));
        }
        return value instanceof String string ? new String(string.toCharArray()) : value;
    }
}
