package methodcache.core.key;

import static methodcache.core.key.Rendering.shareable;
import static methodcache.core.key.Rendering.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // users have them
class ValuesRefusedTest {

    record Point(int x, long y) {}

    @Test
    void recordComponent_withoutIdentity_isNamed() {
        record Holder(AtomicInteger counter) {}

        assertThatThrownBy(() -> text(new Holder(new AtomicInteger())))
                .hasMessageContaining("component counter of ")
                .hasMessageContaining("java.util.concurrent.atomic.AtomicInteger has no value identity");
    }

    @Test
    void classWithoutStableName_staysInThisProcess() {
        record Local(int x) {}
        Object proxy = java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);
        Supplier<String> lambda = () -> "";

        for (Object value :
                List.of(new Local(1), proxy.getClass(), lambda.getClass(), new Object() {}.getClass(), new Local[0])) {
            assertThat(shareable(value)).as(text(value)).isFalse();
        }
        assertThat(text(new Local(1))).isEqualTo(text(new Local(1))).contains("Local@");
        assertThat(shareable(new Point(1, 2))).isTrue();
    }

    @Test
    void value_withoutIdentity_isRefusedWithRemedies() {
        Supplier<String> supplier = () -> "";
        for (Object value : List.of(
                new Object(),
                Stream.of(1),
                List.of(1).iterator(),
                supplier,
                new StringBuilder(7),
                new AtomicInteger(),
                ByteBuffer.wrap(new byte[1]),
                Thread.currentThread(),
                new Date(7) {},
                List.of(new Object()))) {
            assertThatThrownBy(() -> text(value))
                    .as(value.getClass().getName())
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("withKey(…)");
        }
    }

    @Test
    void timeZone_withRulesOfItsOwn_isRefused() {
        assertThat(text(TimeZone.getTimeZone("Europe/Paris"))).isEqualTo("TimeZone(Europe/Paris)");
        assertThatThrownBy(() -> text(new SimpleTimeZone(7, "Europe/Paris"))).hasMessageContaining("ZoneId");
    }

    @Test
    void container_thatContainsItself_isRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);

        assertThatThrownBy(() -> text(list)).hasMessageContaining("contains itself");
        assertThatThrownBy(() -> text(map)).hasMessageContaining("contains itself");
    }

    @Test
    void container_thatSharesItsElementsAgainAndAgain_isRefused() {
        List<Object> list = List.of("a".repeat(100));
        for (int i = 0; i < 40; i++) {
            list = List.of(list, list);
        }
        Object bomb = list;

        assertThatThrownBy(() -> text(bomb)).hasMessageContaining("longer than");
    }

    @Test
    void nesting_withinTheLimit_works() {
        Object value = "a";
        for (int i = 0; i < 60; i++) {
            value = List.of(value);
        }

        assertThat(text(value)).startsWith("[[[");
    }
}
