package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheCall;
import methodcache.testkit.Await;
import methodcache.testkit.TestCaches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are known by their own equals only: keys of this process, which have a text all the same. */
class OpaqueArgumentTest {

    /** A value whose inside no key can see. */
    static final class Money {

        private final long cents;

        Money(long cents) {
            this.cents = cents;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Money that && cents == that.cents;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(cents);
        }
    }

    interface Shop {
        String buy(Money money, String what);
    }

    private final Rig rig = new Rig(c -> c.service(Shop.class));
    private final AtomicInteger loads = new AtomicInteger();
    private final Shop shop = (money, what) -> what + " for " + money.cents + ", load " + loads.incrementAndGet();

    private CacheCall<String> buy(long cents, String what) {
        return rig.cache.call(Shop::buy, shop, new Money(cents), what);
    }

    @Test
    void key_ofDifferentArguments_differsAndThatOfEqualOnesDoesNot() {
        try (rig) {
            Set<String> texts = new HashSet<>();
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            for (long cents = 0; cents < 10; cents++) {
                CacheCall<String> call = buy(cents, "tea").onMiss(context -> heard.add(context.key()));
                call.execute();
                texts.add(call.key());
                assertThat(buy(cents, "tea").key()).isEqualTo(call.key()).contains("Money@");
                buy(cents, "tea").execute();
            }
            assertThat(texts).hasSize(10).containsExactlyInAnyOrderElementsOf(heard);
            assertThat(loads).hasValue(10);
        }
    }

    @Test
    void key_afterACollection_isStillThatOfTheEntry() {
        try (rig) {
            CacheCall<String> call = buy(1, "tea");
            call.execute();
            String key = call.key();
            System.gc();
            assertThat(buy(1, "tea").key()).isEqualTo(key);
            assertThat(buy(1, "tea").execute()).endsWith("load 1");
        }
    }

    /** Also where the text is too long for a store, so that a digest stands for it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void invalidation_byTheKeysText_reachesThatEntryAlone(int length) {
        try (rig) {
            String what = "t".repeat(length);
            buy(1, what).execute();
            buy(2, what).execute();

            rig.cache.invalidateKeys(buy(1, what).key());
            assertThat(buy(1, what).tryGet().found()).isFalse();
            assertThat(buy(2, what).tryGet().found()).isTrue();

            buy(1, what).execute();
            rig.cache.invalidatePrefix(buy(2, what).key());
            assertThat(buy(1, what).tryGet().found()).isTrue();
            assertThat(buy(2, what).tryGet().found()).isFalse();
        }
    }

    @Test
    void invalidation_byTheKeysText_overtakesALoad() {
        Door door = new Door();
        Shop slow = (money, what) -> {
            door.passStubbornly();
            return shop.buy(money, what);
        };
        try (rig) {
            Caller caller = Caller.blocking(
                    () -> rig.cache.call(Shop::buy, slow, new Money(1), "tea").execute());
            door.awaitReached();
            assertThat(rig.cache.invalidateKeys(buy(1, "tea").key()).loadsOvertaken())
                    .isEqualTo(1);
            door.open();
            assertThat(Rig.value(caller)).endsWith("load 1");
            assertThat(buy(1, "tea").execute()).endsWith("load 2");
        }
    }

    @Test
    void invalidation_ofTheCall_canBeSaidAgain() {
        try (rig) {
            buy(1, "tea").execute();
            var said = buy(1, "tea").invalidate().invalidation();
            buy(1, "tea").execute();
            rig.cache.invalidate(said);
            assertThat(buy(1, "tea").tryGet().found()).isFalse();
        }
    }

    @Test
    void invalidation_byTheKeysText_staysInItsScope() {
        AtomicInteger tenant = new AtomicInteger();
        try (var scoped = TestCaches.on(rig.clock)
                        .service(Shop.class)
                        .scope(() -> Map.of("tenant", tenant.get()))
                        .build();
                rig) {
            CacheCall<String> call = scoped.call(Shop::buy, shop, new Money(1), "tea");
            call.execute();
            String key = call.key();
            tenant.set(1);
            call.execute();
            scoped.invalidateKeys(key);
            assertThat(call.tryGet().found()).isTrue();
            tenant.set(0);
            assertThat(call.tryGet().found()).isTrue();
            scoped.invalidateKeys(key);
            assertThat(call.tryGet().found()).isFalse();
            Await.until(() -> scoped.stats().loadsInFlight() == 0, () -> "all has ended");
        }
    }
}
