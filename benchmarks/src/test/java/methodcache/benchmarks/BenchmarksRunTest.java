package methodcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs each benchmark once, so that they can't rot; nothing is timed. */
class BenchmarksRunTest {

    @Test
    void hit_everyForm_givesTheUserOfItsKey() {
        HitBenchmark hits = new HitBenchmark();
        hits.fill();
        HitBenchmark.Position position = new HitBenchmark.Position();
        for (int i = 0; i < 10; i++) {
            assertThat(hits.rawEhcacheExpiring(position)).isNotNull();
            assertThat(hits.rawEhcacheEternal(position)).isNotNull();
            assertThat(hits.rawCaffeineExpiring(position)).isNotNull();
            assertThat(hits.rawCaffeineEternal(position)).isNotNull();
            assertThat(hits.springCacheable(position)).isNotNull();
            assertThat(hits.keyed(position).name()).isEqualTo("name");
            assertThat(hits.keyedPolicyLambda(position).name()).isEqualTo("name");
            assertThat(hits.tryGet(position).found()).isTrue();
            assertThat(hits.keyedAsync(position))
                    .isCompletedWithValueMatching(user -> user.name().equals("name"));
            assertThat(hits.callUnbound(position)).isNotNull();
            assertThat(hits.callUnboundWithDuration(position)).isNotNull();
            assertThat(hits.callBound(position)).isNotNull();
            assertThat(hits.chainedLambda(position)).isNotNull();
        }
        hits.close();
    }

    @Test
    void miss_everyForm_givesTheLoadersUser() {
        MissBenchmark misses = new MissBenchmark();
        MissBenchmark.Fresh fresh = new MissBenchmark.Fresh();
        assertThat(misses.rawEhcache(fresh)).isNotNull();
        assertThat(misses.rawCaffeine(fresh)).isNotNull();
        assertThat(misses.springCacheable(fresh)).isNotNull();
        assertThat(misses.keyed(fresh)).isNotNull();
        assertThat(misses.callUnbound(fresh)).isNotNull();
        misses.close();
    }

    @Test
    void bulk_everyForm_givesAHundredUsers() {
        BulkBenchmark bulk = new BulkBenchmark();
        bulk.fill();
        BulkBenchmark.Batch batch = new BulkBenchmark.Batch();
        assertThat(bulk.rawEhcache(batch)).hasSize(100);
        assertThat(bulk.rawCaffeine(batch)).hasSize(100);
        assertThat(bulk.springCacheable(batch)).hasSize(100);
        assertThat(bulk.getOrCreateMany(batch)).hasSize(100);
        bulk.close();
    }

    @Test
    void invalidateTags_bothForms_coverWhatIsThere() {
        InvalidateTagsBenchmark tags = new InvalidateTagsBenchmark();
        tags.fill();
        assertThat(tags.invalidateTags().number()).isGreaterThan(tags.covered);
        assertThat(tags.caffeineWithIndex()).isEqualTo(tags.covered);
        tags.close();
    }

    @Test
    void taggedHit_whileTagsAreInvalidated_hits() {
        TaggedHitBenchmark hits = new TaggedHitBenchmark();
        hits.events = TaggedHitBenchmark.Events.TAGS;
        hits.fill();
        TaggedHitBenchmark.Position position = new TaggedHitBenchmark.Position();
        for (int i = 0; i < 100; i++) {
            assertThat(hits.keyed(position).name()).isEqualTo("name");
        }
        hits.close();
    }
}
