package methodcache.provider.jackson;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import methodcache.api.CacheKeyException;
import methodcache.api.MethodCache;
import methodcache.provider.jackson.Beans.Filter;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generators as a user meets them: by name, in a cache. */
class CachedCallsTest {

    interface Search {
        String run(Object query);
    }

    private final AtomicInteger runs = new AtomicInteger();
    private final Search search = query -> "result " + runs.incrementAndGet();
    private final MethodCache cache = TestCaches.on(new TestClock())
            .service(Search.class)
            .defaultPolicy(p -> p.withDuration(ofMinutes(5)))
            .build();

    static {
        assertThat(Generators.values()).hasSize(2); // which opens this package to Jackson
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private String run(String generator, Object query) {
        return cache.call(Search::run, search, query)
                .withKeyGenerator(generator)
                .execute();
    }

    private String key(String generator, Object query) {
        return cache.call(Search::run, search, query)
                .withKeyGenerator(generator)
                .key();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void bean_passedAgain_isAHit(String generator) {
        assertThatThrownBy(() ->
                        cache.call(Search::run, search, new Filter("ada", 1)).execute())
                .isInstanceOf(CacheKeyException.class);

        assertThat(run(generator, new Filter("ada", 1))).isEqualTo("result 1");
        assertThat(run(generator, new Filter("ada", 1))).isEqualTo("result 1");
        assertThat(run(generator, new Filter("ada", 2))).isEqualTo("result 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void bean_changedAfterTheCall_isAnotherKey(String generator) {
        Filter filter = new Filter("ada", 1);
        run(generator, filter);
        filter.setPage(2);

        assertThat(run(generator, filter)).isEqualTo("result 2");
        assertThat(run(generator, new Filter("ada", 1))).isEqualTo("result 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void captureOfALambda_isPartOfTheKey(String generator) {
        Search service = search;
        List<String> results = new ArrayList<>();
        for (int page : new int[] {1, 2, 1}) {
            Filter filter = new Filter("ada", page);
            results.add(cache.cache(() -> service.run(filter))
                    .withKeyGenerator(generator)
                    .execute());
        }

        assertThat(results).containsExactly("result 1", "result 2", "result 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void key_ofManyIds_isDigestedAndStillTellsThemApart(String generator) {
        List<Long> ids = LongStream.range(0, 1_000).boxed().toList();
        List<Long> others = LongStream.range(1, 1_001).boxed().toList();

        assertThat(key(generator, ids)).startsWith("@~@").hasSizeLessThanOrEqualTo(512);
        assertThat(key(generator, ids)).isEqualTo(key(generator, new ArrayList<>(ids)));
        assertThat(key(generator, others)).isNotEqualTo(key(generator, ids));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void argumentWithoutIdentity_isRefusedWithMethodAndRemedies(String generator) {
        assertThatThrownBy(() -> run(generator, new CountDownLatch(1)))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("argument 1 of " + Search.class.getName() + "#run(java.lang.Object): ")
                .hasMessageContaining("java.util.concurrent.CountDownLatch has no value identity; use withKey(…)");
        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void call_withAGenerator_isSharedByTwoCaches(String generator) {
        try (MethodCache other =
                TestCaches.on(new TestClock()).service(Search.class).build()) {
            assertThat(other.call(Search::run, search, new Filter("ada", 1))
                            .withKeyGenerator(generator)
                            .key())
                    .isEqualTo(key(generator, new Filter("ada", 1)));
        }
    }
}
