package methodcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Runs each benchmark once, so that they can't rot; nothing is timed. */
class BenchmarksRunTest {

    /** Who stampedes; with a key of its own each time. */
    private final StampedeBenchmark.Waiting waiting = new StampedeBenchmark.Waiting();

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

    @Test
    void stampede_everyForm_givesEveryThreadItsUser() throws InterruptedException {
        StampedeBenchmark stampede = new StampedeBenchmark();
        assertThat(loads(stampede, stampede::sharedFuture)).isEqualTo(1);
        assertThat(loads(stampede, stampede::keyed)).isEqualTo(1);
        assertThat(loads(stampede, stampede::keyedAsync)).isEqualTo(1);
        assertThat(loads(stampede, stampede::rawCaffeine)).isEqualTo(1);
        assertThat(loads(stampede, stampede::rawCaffeineAsync)).isEqualTo(1);
        assertThat(loads(stampede, stampede::springCacheableSync)).isEqualTo(1);
        assertThat(loads(stampede, stampede::springCacheable)).isBetween(1L, 200L);
        stampede.close();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void stampede_ofVirtualThreads_loadsOnce() throws InterruptedException {
        StampedeBenchmark stampede = new StampedeBenchmark();
        stampede.crowd = StampedeBenchmark.Crowds.VIRTUAL_10000;
        assertThat(loads(stampede, stampede::keyed)).isEqualTo(1);
        assertThat(loads(stampede, stampede::keyedAsync)).isEqualTo(1);
        stampede.close();
    }

    private interface Form {
        void run(StampedeBenchmark.Waiting waiting, StampedeBenchmark.Counted counted) throws InterruptedException;
    }

    private long loads(StampedeBenchmark stampede, Form form) throws InterruptedException {
        waiting.gather(stampede);
        StampedeBenchmark.Counted counted = new StampedeBenchmark.Counted();
        form.run(waiting, counted);
        return counted.loads;
    }
}
