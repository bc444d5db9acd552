package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheLoader;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of the engine return to their size when the load is over. */
@Tag("long")
class MemoryTest {

    private static Rig tiny() {
        return new Rig(c -> c.l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(100)));
    }

    @Test
    void keys_aMillionOnce_leaveNoFlight() {
        try (Rig rig = tiny()) {
            CacheLoader<String> loader = context -> "v";
            for (int i = 0; i < 1_000_000; i++) {
                rig.cache.getOrCreate("k" + i, loader);
            }
            assertThat(rig.stats().loadsInFlight()).isZero();
            assertThat(rig.stats().entries()).isEqualTo(100);
            assertThat(rig.stats().evictions()).isEqualTo(1_000_000 - 100);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void loads_thatFail_leaveNoFlight() {
        try (Rig rig = tiny()) {
            IllegalStateException failure = new IllegalStateException("broken");
            for (int i = 0; i < 20_000; i++) {
                Form form = i % 2 == 0 ? Form.KEYED : Form.BULK;
                try {
                    form.call(
                            rig.cache,
                            "k" + i,
                            () -> {
                                throw failure;
                            },
                            Form.NONE);
                } catch (IllegalStateException expected) {
                    assertThat(expected).isSameAs(failure);
                }
            }
            assertThat(failure.getSuppressed())
                    .as("nothing collects on a shared exception")
                    .isEmpty();
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void loads_thatAreCancelled_leaveNoFlight() {
        try (Rig rig = tiny()) {
            for (int i = 0; i < 20_000; i++) {
                String key = "k" + i % 7;
                CompletableFuture<?> future = switch (i % 4) {
                    case 0 -> rig.cache.getOrCreateAsync(key, context -> new CompletableFuture<String>());
                    case 1 -> rig.cache.getOrCreateAsync(key, CacheLoader.blocking(context -> null));
                    case 2 ->
                        rig.cache.<String>getOrCreateManyAsync(
                                java.util.List.of(key, "other"), (missing, context) -> new CompletableFuture<>());
                    default ->
                        rig.cache.getOrCreateManyAsync(
                                java.util.List.of(key, "other"),
                                methodcache.api.BulkLoader.blocking((missing, context) -> java.util.Map.of()));
                };
                future.cancel(true);
            }
            rig.assertStatsAddUp(0);
            assertThat(rig.clock.pendingTasks()).as("no timer is left").isZero();
        }
    }

    @Test
    void tables_afterInvalidationsDuringLoads_areEmpty() {
        try (Rig rig = tiny()) {
            for (int i = 0; i < 20_000; i++) {
                String key = "k" + i;
                rig.cache.getOrCreate(key, context -> {
                    rig.cache.invalidateKeys(key);
                    rig.cache.invalidatePrefix("k");
                    return "v";
                });
            }
            rig.assertStatsAddUp(0);
            assertThat(rig.stats().entries()).isZero();
        }
    }
}
