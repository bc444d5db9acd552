package methodcache.provider.jackson;

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
import methodcache.provider.jackson.Beans.Color;
import methodcache.provider.jackson.Beans.Other;
import methodcache.provider.jackson.Beans.Pair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random values of few characters and small numbers, so that what could be confused comes up often. */
@SuppressWarnings("JdkObsolete") // one more kind of list
class InjectivityTest {

    private static final int VALUES = 20_000;
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "@",
            "@int",
            "@@int",
            "int",
            "7",
            "null",
            "[",
            "\"",
            "\\",
            ",",
            "\ud800",
            "\ud83d\ude00",
            "?",
            "set");

    private final long seed = new Random().nextLong();

    @ParameterizedTest
    @EnumSource
    void keys_ofDistinctArguments_areDistinct(Generators generator) {
        Random random = new Random(seed);
        Map<String, List<Object>> byKey = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            List<Object> arguments = list(random, 4);
            String key = generator.key(arguments.toArray());
            List<Object> before = byKey.put(key, arguments);
            if (before != null) {
                assertThat(arguments).as("seed %d: %s", seed, key).isEqualTo(before);
            }
        }
        assertThat(byKey).as("seed %d", seed).hasSizeGreaterThan(VALUES / 4);
    }

    @ParameterizedTest
    @EnumSource
    void keys_ofEqualArgumentsBuiltDifferently_areEqual(Generators generator) {
        Random random = new Random(seed);
        for (int i = 0; i < VALUES / 4; i++) {
            Object value = value(random, 4);
            Object twin = twin(value, random);

            assertThat(twin).isEqualTo(value);
            assertThat(generator.key(twin)).as("seed %d", seed).isEqualTo(generator.key(value));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keys_ofDoublesAndFloats_areDistinctAsTheirBits(Generators generator) {
        Random random = new Random(seed);
        Map<String, Object> byKey = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            double number = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(1_000_000) / 1e5;
            for (Object each : List.of(number, Math.nextUp(number), (float) number, Math.nextDown((float) number))) {
                Object before = byKey.put(generator.key(each), each);
                assertThat(before).as("seed %d", seed).isIn(null, each);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keys_ofWholeNumbers_areDistinctByTypeAndNumber(Generators generator) {
        Random random = new Random(seed);
        Map<String, Object> byKey = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            for (Object each : List.of(number, (int) number, (short) number, (byte) number, (double) number)) {
                Object before = byKey.put(generator.key(each), each);
                assertThat(before).as("seed %d", seed).isIn(null, each);
            }
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 17)) {
            case 0 -> null;
            case 1 -> random.nextInt(10);
            case 2 -> (long) random.nextInt(10);
            case 3, 4 -> text(random);
            case 5 -> random.nextInt(4) / 2.0;
            case 6 -> (char) ('5' + random.nextInt(4));
            case 7 -> BigDecimal.valueOf(random.nextInt(10), random.nextInt(2));
            case 8 -> random.nextBoolean() ? Color.RED : Color.GREEN;
            case 9, 10 -> list(random, depth);
            case 11 -> new HashSet<>(list(random, depth));
            case 12 -> map(random, depth, false);
            case 13 -> map(random, depth, true);
            case 14 -> Optional.ofNullable(value(random, depth - 1));
            case 15 -> new Pair(value(random, depth - 1), value(random, depth - 1));
            default -> new Other(value(random, depth - 1), value(random, depth - 1));
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth - 1));
        }
        return list;
    }

    private static Map<Object, Object> map(Random random, int depth, boolean named) {
        Map<Object, Object> map = new HashMap<>();
        for (Object key : list(random, depth)) {
            map.put(named ? text(random) : key, value(random, depth - 1));
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
            return new Pair(twin(pair.left(), random), twin(pair.right(), random));
        }
        return value instanceof String string ? new String(string.toCharArray()) : value;
    }
}
