package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import methodcache.api.CacheLayer;
import methodcache.api.MethodCache;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.ObservedCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sinks that read what is counted instead of hearing of each hit. */
class ObserversTest {

    /** Looks at caches, and hears all but hits. */
    private static final class Reader implements CacheMetrics {

        final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        final List<ObservedCache> observed = Collections.synchronizedList(new ArrayList<>());

        @Override
        public boolean hearsHits() {
            return false;
        }

        @Override
        public AutoCloseable observe(ObservedCache cache) {
            observed.add(cache);
            return () -> {
                // What the cache did can still be read.
                heard.add("closed with " + cache.stats().hits() + " hits, "
                        + cache.health().isUp());
                observed.remove(cache);
            };
        }

        @Override
        public void hit(String key, CacheLayer layer, Map<String, String> tags) {
            heard.add("hit " + key);
        }

        @Override
        public void load(String key, long nanos, Map<String, String> tags) {
            heard.add("load " + key);
        }
    }

    private static final class Broken implements CacheMetrics {

        @Override
        public boolean hearsHits() {
            throw new IllegalStateException("hearsHits");
        }

        @Override
        public AutoCloseable observe(ObservedCache cache) {
            throw new IllegalStateException("observe");
        }
    }

    private static final class Forgetful implements CacheMetrics {

        @Override
        @SuppressWarnings("NullAway") // against its contract
        public AutoCloseable observe(ObservedCache cache) {
            return null;
        }
    }

    private static final class BrokenAtTheEnd implements CacheMetrics {

        @Override
        public AutoCloseable observe(ObservedCache cache) {
            return () -> {
                throw new Exception("close");
            };
        }
    }

    private final Reader reader = new Reader();

    @ParameterizedTest
    @EnumSource
    void sink_thatReads_hearsNoHit(Form form) {
        try (Rig rig = new Rig(c -> c.metrics(reader))) {
            for (int i = 0; i < 3; i++) {
                form.get(rig.cache, "k", () -> "v");
            }
            assertThat(reader.observed).containsExactly(rig.cache);
            ObservedCache observed = reader.observed.get(0);
            assertThat(observed.name()).isEqualTo(rig.name);
            assertThat(observed.stats().hits()).isEqualTo(2);
            assertThat(observed.health().isUp()).isTrue();
        }
        assertThat(reader.observed).isEmpty();
        assertThat(reader.heard).containsExactly("load k", "closed with 2 hits, true");
    }

    @Test
    void sink_saidTwiceOrOfACall_looksOnce() {
        try (Rig rig = new Rig(c -> c.metrics(reader).metrics(reader))) {
            rig.cache.getOrCreate("k", context -> "v", p -> p.withMetrics(reader));
            assertThat(reader.observed).hasSize(1);
        }
        Reader another = new Reader();
        try (Rig rig = new Rig()) {
            rig.cache.getOrCreate("k", context -> "v", p -> p.withMetrics(another));
            assertThat(another.observed).isEmpty();
            assertThat(another.heard).containsExactly("load k");
        }
    }

    @Test
    void sink_besideOneThatHearsHits_hearsNone() {
        List<String> hits = Collections.synchronizedList(new ArrayList<>());
        CacheMetrics hears = new CacheMetrics() {
            @Override
            public void hit(String key, CacheLayer layer, Map<String, String> tags) {
                hits.add(key);
            }
        };
        try (Rig rig = new Rig(c -> c.metrics(reader).metrics(hears))) {
            rig.cache.getOrCreate("k", context -> "v");
            rig.cache.getOrCreate("k", context -> "v");
            assertThat(hits).containsExactly("k");
            assertThat(reader.heard).containsExactly("load k");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sink_thatThrows_hurtsNobody(Form form) {
        try (Rig rig = new Rig(c -> c.metrics(new Broken())
                .metrics(new BrokenAtTheEnd())
                .metrics(new Forgetful())
                .metrics(reader))) {
            for (int i = 0; i < 2; i++) {
                assertThat(form.get(rig.cache, "k", () -> "v")).isEqualTo("v");
            }
            assertThat(reader.observed).hasSize(1);
            assertThat(rig.stats().callbackFailures()).isPositive();
        }
        assertThat(reader.observed).isEmpty();
    }

    @Test
    void sink_ofTwoCaches_looksAtBoth() {
        try (Rig one = new Rig(c -> c.metrics(reader));
                Rig two = new Rig(c -> c.metrics(reader))) {
            one.cache.getOrCreate("k", context -> "v");
            MethodCache other = two.cache;
            assertThat(reader.observed).containsExactly(one.cache, other);
            one.cache.close();
            assertThat(reader.observed).containsExactly(other);
        }
    }
}
