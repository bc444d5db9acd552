package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import methodcache.api.CacheKeyException;
import methodcache.api.KeyBuilder;
import org.junit.jupiter.api.Test;

class CoreKeyBuilderTest {

    @Test
    void build_parts_isReadable() {
        KeyBuilder builder = new CoreKeyBuilder("orders").append("customer", 7).append("region", "eu");

        assertThat(builder.build()).isEqualTo("orders:customer=7,region=\"eu\"").isEqualTo(builder.build());
        assertThat(new CoreKeyBuilder("orders").build()).isEqualTo("orders:");
        assertThat(new CoreKeyBuilder("a").append("at", "12:30").build()).isEqualTo("a:at=\"12:30\"#10");
    }

    @Test
    void build_randomParts_isInjective() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, List<Object>> byKey = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String prefix = text(random);
            CoreKeyBuilder builder = new CoreKeyBuilder(prefix);
            List<Object> parts = new java.util.ArrayList<>(List.of(prefix));
            for (int part = random.nextInt(3); part > 0; part--) {
                String name = text(random);
                Object value = random.nextBoolean() ? text(random) : (Object) random.nextInt(3);
                builder.append(name, value);
                parts.add(name);
                parts.add(value);
            }
            List<Object> before = byKey.put(builder.build(), parts);
            assertThat(before).as("seed %d: %s", seed, builder.build()).isIn(null, parts);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(":=,#a1\"\\".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    @Test
    void append_valueWithoutIdentity_isRefusedAndLeavesTheKeyAsItWas() {
        CoreKeyBuilder builder = new CoreKeyBuilder("orders");
        builder.append("a", 1);

        assertThatThrownBy(() -> builder.append("b", List.of(new Object())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("part of key orders \"b\"");
        assertThatThrownBy(() -> builder.append("b", new StoreKeysTest.Money(1)))
                .isInstanceOf(CacheKeyException.class);
        assertThat(builder.append("c", null).build()).isEqualTo("orders:a=1,c=null");
    }

    @Test
    void names_empty_areRefused() {
        assertThatThrownBy(() -> new CoreKeyBuilder("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CoreKeyBuilder("a").append("", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
