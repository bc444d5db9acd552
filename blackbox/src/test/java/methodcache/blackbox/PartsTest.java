package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import methodcache.api.BulkOperations;
import methodcache.api.CacheLoader;
import methodcache.api.CacheLookup;
import methodcache.api.CallOperations;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationOperations;
import methodcache.api.InvalidationReport;
import methodcache.api.KeyedOperations;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;

/** What a cache does, by job: each part is of use by itself, and all of them are one cache. */
class PartsTest {

    private final Rig rig = new Rig();

    /** Holds parts of a cache, which its lambda sees as {@code this}. */
    static final class Names {

        private final CallOperations calls;
        private final KeyedOperations keyed;

        Names(CallOperations calls, KeyedOperations keyed) {
            this.calls = calls;
            this.keyed = keyed;
        }

        String name(long id) {
            return calls.<String>cache(() -> keyed.getOrCreate("name:" + id, context -> "name " + id))
                    .execute();
        }
    }

    /** Changes what others cache. */
    record Renaming(InvalidationOperations invalidations) {

        void rename(long id) {
            invalidations.invalidateKeys("name:" + id);
            invalidations.invalidateTags("names");
        }
    }

    /** All that a test of such a class needs. */
    static final class Recorded implements InvalidationOperations {

        final List<Invalidation> asked = new ArrayList<>();

        @Override
        public InvalidationReport invalidate(Invalidation invalidation) {
            asked.add(invalidation);
            return new InvalidationReport(invalidation, 0, 0, false);
        }

        @Override
        public CompletableFuture<InvalidationReport> invalidateAsync(Invalidation invalidation) {
            return CompletableFuture.completedFuture(invalidate(invalidation));
        }

        @Override
        public CollectedInvalidations collectInvalidations() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void parts_ofOneCache_shareItsStore() {
        try (rig) {
            KeyedOperations keyed = rig.cache;
            BulkOperations bulk = rig.cache;
            keyed.put("a", 1);
            assertThat(bulk.<Integer>tryGetMany(List.of("a", "b"))).containsExactly(Map.entry("a", 1));
            bulk.putMany(Map.of("name:7", "Ada"));
            new Renaming(rig.cache).rename(7);
            assertThat(keyed.tryGet("name:7").found()).isFalse();
        }
    }

    @Test
    void part_captured_isNoPartOfTheKey() {
        try (rig) {
            assertThat(new Names(rig.cache, rig.cache).name(7)).isEqualTo("name 7");
            assertThat(new Names(rig.cache, rig.cache).name(7)).isEqualTo("name 7");
            assertThat(rig.stats().loads()).isEqualTo(2);
            assertThat(rig.stats().hits()).isEqualTo(1);
        }
    }

    @Test
    void methodReference_toAnyMember_worksFromAnotherModule() {
        try (rig) {
            MethodCache cache = rig.cache;
            BiConsumer<String, Object> put = cache::put;
            Function<String, CacheLookup<Object>> get = cache::tryGet;
            BiFunction<String, CacheLoader<String>, String> load = cache::getOrCreate;
            Function<Invalidation, InvalidationReport> forget = cache::invalidate;
            BiFunction<MethodCache, String, CacheLookup<String>> unbound = MethodCache::tryGet;
            BiFunction<KeyedOperations, String, CacheLookup<String>> ofThePart = KeyedOperations::tryGet;

            put.accept("k", "v");
            assertThat(get.apply("k").value()).isEqualTo("v");
            assertThat(load.apply("k", context -> "other")).isEqualTo("v");
            assertThat(unbound.apply(cache, "k")).isEqualTo(ofThePart.apply(cache, "k"));
            assertThat(forget.apply(Invalidation.keys("k")).invalidation()).isEqualTo(Invalidation.keys("k"));
            assertThat(get.apply("k").found()).isFalse();
        }
    }

    @Test
    void invalidations_faked_comeDownToOneMethod() {
        try (rig) {
            Recorded recorded = new Recorded();
            new Renaming(recorded).rename(7);
            assertThat(recorded.asked).containsExactly(Invalidation.keys("name:7"), Invalidation.tags("names"));
        }
    }
}
