package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import methodcache.api.BulkLoader;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLoadException;
import methodcache.api.MethodCache;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many keys in one call. */
class BulkTest {

    /** The ways to ask for many keys. */
    enum Many {
        BLOCKING {
            @Override
            CompletableFuture<Map<String, String>> begin(
                    MethodCache cache, List<String> keys, BulkLoader<String> loader) {
                CompletableFuture<Map<String, String>> result = new CompletableFuture<>();
                Rig.daemon("caller", () -> {
                    try {
                        result.complete(cache.getOrCreateMany(keys, loader));
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                });
                return result;
            }
        },
        KEYED {
            @Override
            CompletableFuture<Map<String, String>> begin(
                    MethodCache cache, List<String> keys, BulkLoader<String> loader) {
                CompletableFuture<Map<String, String>> result = new CompletableFuture<>();
                Rig.daemon("caller", () -> {
                    try {
                        result.complete(cache.<String, String>getOrCreateMany(
                                keys, key -> key, (missing, context) -> loader.load(missing, context)));
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                });
                return result;
            }
        },
        ASYNC {
            @Override
            CompletableFuture<Map<String, String>> begin(
                    MethodCache cache, List<String> keys, BulkLoader<String> loader) {
                return cache.getOrCreateManyAsync(keys, BulkLoader.blocking(loader));
            }
        },
        STAGE {
            @Override
            CompletableFuture<Map<String, String>> begin(
                    MethodCache cache, List<String> keys, BulkLoader<String> loader) {
                return cache.<String>getOrCreateManyAsync(keys, (missing, context) -> {
                    CompletableFuture<Map<String, ? extends String>> stage = new CompletableFuture<>();
                    Rig.daemon("stage", () -> {
                        try {
                            stage.complete(loader.load(missing, context));
                        } catch (Throwable failure) {
                            stage.completeExceptionally(failure);
                        }
                    });
                    return stage;
                });
            }
        };

        abstract CompletableFuture<Map<String, String>> begin(
                MethodCache cache, List<String> keys, BulkLoader<String> loader);

        Map<String, String> get(MethodCache cache, List<String> keys, BulkLoader<String> loader) {
            return Rig.value(begin(cache, keys, loader));
        }
    }

    private final Rig rig = new Rig();
    private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());

    private final BulkLoader<String> loader = (missing, context) -> {
        asked.add(List.copyOf(missing));
        Map<String, String> values = new HashMap<>();
        missing.forEach(key -> values.put(key, key.toUpperCase(Locale.ROOT)));
        return values;
    };

    @ParameterizedTest
    @EnumSource
    void many_someThere_loadsTheMissingOnceInOrder(Many form) {
        try (rig) {
            rig.cache.put("b", "there");
            Map<String, String> values = form.get(rig.cache, List.of("d", "b", "a", "d", "c", "a"), loader);
            assertThat(new ArrayList<>(values.entrySet()))
                    .isEqualTo(new ArrayList<>(ordered("d", "D", "b", "there", "a", "A", "c", "C")));
            assertThat(asked).containsExactly(List.of("d", "a", "c"));
            assertThat(form.get(rig.cache, List.of("a", "d"), loader)).isEqualTo(Map.of("a", "A", "d", "D"));
            assertThat(asked).hasSize(1);
            assertThat(rig.stats().hits()).isEqualTo(3);
            assertThat(rig.stats().loads()).isEqualTo(3);
            rig.assertStatsAddUp(0);
        }
    }

    private static Set<Map.Entry<String, String>> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map.entrySet();
    }

    @ParameterizedTest
    @EnumSource
    void many_noKeys_callsNobody(Many form) {
        try (rig) {
            assertThat(form.get(rig.cache, List.of(), loader)).isEmpty();
            assertThat(asked).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_result_isUnmodifiableAndSoAreTheMissing(Many form) {
        try (rig) {
            Map<String, String> values = form.get(rig.cache, List.of("a"), (missing, context) -> {
                assertThatThrownBy(() -> missing.add("x")).isInstanceOf(UnsupportedOperationException.class);
                return loader.load(missing, context);
            });
            assertThatThrownBy(() -> values.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_loaderLeavesKeysOut_theyHaveNoValueAndAreAskedForAgain(Many form) {
        try (rig) {
            BulkLoader<String> some = (missing, context) -> Map.of("a", "A", "extra", "not asked for");
            assertThat(form.get(rig.cache, List.of("a", "b"), some)).isEqualTo(Map.of("a", "A"));
            assertThat(rig.cache.tryGet("extra").found()).isFalse();
            assertThat(form.get(rig.cache, List.of("a", "b"), loader)).isEqualTo(Map.of("a", "A", "b", "B"));
            assertThat(asked).containsExactly(List.of("b"));
            rig.assertStatsAddUp(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_nullValuesWithCacheNulls_areNotAskedForAgain(Many form) {
        try (Rig own = new Rig(c -> c.defaultPolicy(p -> p.cacheNulls(Duration.ofMinutes(1))))) {
            BulkLoader<String> nothing = (missing, context) -> {
                asked.add(missing);
                return new HashMap<>(Collections.singletonMap("a", null));
            };
            assertThat(form.get(own.cache, List.of("a", "b"), nothing)).isEmpty();
            assertThat(form.get(own.cache, List.of("a", "b"), nothing)).isEmpty();
            assertThat(asked).hasSize(1);
            own.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_loaderGivesNull_isTold(Many form) {
        try (rig) {
            CompletableFuture<Map<String, String>> future =
                    form.begin(rig.cache, List.of("a", "b"), (missing, c) -> null);
            assertThatThrownBy(() -> Rig.value(future))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining("null instead of a map")
                    .hasMessageContaining("\"a\" and 1 more");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_loaderFails_allFailAndNothingIsKept(Many form) {
        try (rig) {
            IOException cause = new IOException("disk");
            CompletableFuture<Map<String, String>> future = form.begin(rig.cache, List.of("a", "b"), (missing, c) -> {
                throw cause;
            });
            assertThatThrownBy(() -> Rig.value(future)).isInstanceOfSatisfying(CacheLoadException.class, thrown -> {
                assertThat(thrown).hasCause(cause).hasMessageStartingWith("loading \"a\" and 1 more failed: ");
                assertThat(thrown.key()).contains("a");
                assertThat(thrown.keys()).containsExactly("a", "b");
            });
            assertThat(rig.stats().loadFailures()).isEqualTo(2);
            rig.assertStatsAddUp(0);
            assertThat(form.get(rig.cache, List.of("a", "b"), loader)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_loaderFails_whoJoinedOneKeyIsToldThatKey(Many form) {
        try (rig) {
            Door door = new Door();
            CompletableFuture<Map<String, String>> bulk =
                    form.begin(rig.cache, List.of("a", "b", "c"), (missing, c) -> {
                        door.pass();
                        throw new IOException("disk");
                    });
            door.awaitReached();
            Caller joiner = Form.KEYED.begin(rig.cache, "b", () -> "own").awaitWaiting();
            door.open();
            assertThat(Rig.failure(joiner)).hasMessageStartingWith("loading \"b\" failed: ");
            assertThatThrownBy(() -> Rig.value(bulk)).hasMessageStartingWith("loading \"a\" and 2 more failed: ");
        }
    }

    @Test
    void many_executorRefuses_namesTheKeysItWasToLoad() {
        try (Rig refusing = new Rig(c -> c.executor(task -> {
            throw new RejectedExecutionException("full");
        }))) {
            refusing.cache.put("a", "there");
            assertThatThrownBy(() -> Rig.value(refusing.cache.getOrCreateManyAsync(
                            List.of("a", "b", "c", "d"), BulkLoader.blocking(loader))))
                    .hasMessageStartingWith("loading \"b\" and 2 more failed: the executor");
        }
    }

    @Test
    void many_interrupted_namesTheKeysItWasLoading() {
        try (rig) {
            Door door = new Door();
            Caller caller = Caller.blocking(() -> rig.cache
                    .getOrCreateMany(List.of("a", "b", "c"), (missing, context) -> {
                        door.pass();
                        return loader.load(missing, context);
                    })
                    .toString());
            door.awaitReached();
            caller.giveUp();
            assertThat(Rig.failure(caller)).isInstanceOfSatisfying(CacheInterruptedException.class, thrown -> {
                assertThat(thrown).hasMessageContaining("\"a\" and 2 more");
                assertThat(thrown.keys()).containsExactly("a", "b", "c");
            });
        }
    }

    @Test
    void many_cacheClosedMeanwhile_namesTheKeysItWasLoading() {
        CompletableFuture<Map<String, String>> bulk;
        try (Rig closing = new Rig(c -> c.closeTimeout(Duration.ofMillis(1)))) {
            bulk = closing.cache.getOrCreateManyAsync(
                    List.of("a", "b", "c"), (missing, context) -> new CompletableFuture<>());
        }
        assertThatThrownBy(() -> Rig.value(bulk))
                .isInstanceOf(CacheClosedException.class)
                .hasMessageContaining("no call for \"a\" and 2 more is served");
    }

    @ParameterizedTest
    @EnumSource
    void many_uncacheableValue_failsWithTheRemedy(Many form) {
        try (rig) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            BulkLoader<String> streams = (missing, c) -> (Map) Map.of("a", IntStream.of(1));
            CompletableFuture<Map<String, String>> future = form.begin(rig.cache, List.of("a", "b"), streams);
            assertThatThrownBy(() -> Rig.value(future))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining("toList");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_loaderGivesABrokenMap_failsAndLeavesNothing(Many form) {
        try (rig) {
            AtomicInteger looks = new AtomicInteger();
            BulkLoader<String> broken = (missing, c) -> new HashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                public String get(Object key) {
                    if (looks.incrementAndGet() > 1) {
                        throw new IllegalStateException("broken map");
                    }
                    return "v";
                }
            };
            CompletableFuture<Map<String, String>> future = form.begin(rig.cache, List.of("a", "b"), broken);
            assertThatThrownBy(() -> Rig.value(future))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken map");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_singlesInFlight_areJoinedAfterItsOwnLoad(Many form) {
        try (rig) {
            Door door = new Door();
            Caller single = Form.KEYED.begin(rig.cache, "b", () -> {
                door.pass();
                return "single";
            });
            door.awaitReached();
            CompletableFuture<Map<String, String>> bulk = form.begin(rig.cache, List.of("a", "b", "c"), loader);
            Await.until(() -> rig.cache.tryGet("c").found(), () -> "its own keys are kept: " + asked);
            assertThat(asked).containsExactly(List.of("a", "c"));
            assertThat(bulk).isNotDone();
            door.open();
            assertThat(Rig.value(bulk)).isEqualTo(Map.of("a", "A", "b", "single", "c", "C"));
            Rig.value(single);
            assertThat(rig.stats().joins()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_anotherBulkInFlight_isJoinedKeyByKey(Many form) {
        try (rig) {
            Door door = new Door();
            CompletableFuture<Map<String, String>> first =
                    form.begin(rig.cache, List.of("a", "b"), (missing, context) -> {
                        door.pass();
                        return loader.load(missing, context);
                    });
            door.awaitReached();
            CompletableFuture<Map<String, String>> second = form.begin(rig.cache, List.of("b", "c"), loader);
            Await.until(() -> rig.cache.tryGet("c").found(), () -> "its own keys are kept: " + asked);
            door.open();
            assertThat(Rig.value(first)).isEqualTo(Map.of("a", "A", "b", "B"));
            assertThat(Rig.value(second)).isEqualTo(Map.of("b", "B", "c", "C"));
            assertThat(asked).containsExactlyInAnyOrder(List.of("a", "b"), List.of("c"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_aJoinedSingleFails_theBulkFailsButItsOwnKeysAreKept(Many form) {
        try (rig) {
            Door door = new Door();
            Caller single = Form.KEYED.begin(rig.cache, "b", () -> {
                door.pass();
                throw new IllegalStateException("single");
            });
            door.awaitReached();
            CompletableFuture<Map<String, String>> bulk = form.begin(rig.cache, List.of("a", "b"), loader);
            Await.until(() -> rig.cache.tryGet("a").found(), () -> "its own keys are kept");
            door.open();
            assertThatThrownBy(() -> Rig.value(bulk)).hasMessage("single");
            Rig.failure(single);
            Await.until(() -> rig.stats().loadsInFlight() == 0, () -> "all has ended");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "STAGE"})
    void cancel_ofTheBulk_theKeysThatOthersWaitForGoOn(Many form) {
        try (rig) {
            Door door = new Door();
            CompletableFuture<Map<String, String>> bulk =
                    form.begin(rig.cache, List.of("a", "b"), (missing, context) -> {
                        door.pass();
                        return loader.load(missing, context);
                    });
            door.awaitReached();
            Caller joiner = Form.KEYED.begin(rig.cache, "b", () -> "own").awaitWaiting();
            bulk.cancel(true);
            assertThat(rig.stats().loadsInFlight()).as("only b is wanted").isEqualTo(1);
            door.open();
            assertThat(Rig.value(joiner)).isEqualTo("B");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void many_thousandsOfKeys_areAllAnswered() {
        try (Rig wide = new Rig(c -> c.l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(20_000)))) {
            List<String> keys =
                    IntStream.range(0, 10_000).mapToObj(i -> "k" + i).collect(Collectors.toList());
            assertThat(wide.cache.getOrCreateMany(keys, loader)).hasSize(10_000);
            assertThat(wide.cache.tryGetMany(keys)).hasSize(10_000);
            wide.assertStatsAddUp(0);
        }
    }

    @Test
    void keyed_twoIdsOfOneKey_areTheFirst() {
        try (rig) {
            Map<Integer, String> values = rig.cache.<Integer, String>getOrCreateMany(
                    List.of(12, 21, 2, 3),
                    id -> "sum" + (id % 10 + id / 10),
                    (ids, context) -> ids.stream().collect(Collectors.toMap(id -> id, id -> "v" + id)));
            assertThat(values.toString()).isEqualTo("{12=v12, 2=v2}");
        }
    }
}
