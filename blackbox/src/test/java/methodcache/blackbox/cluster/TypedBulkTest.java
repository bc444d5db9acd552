package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import methodcache.api.AsyncBulkLoader;
import methodcache.api.BulkLoader;
import methodcache.api.KeyedBulkLoader;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bulk calls that say the type of their values. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TypedBulkTest {

    /** A value that a codec has to know. */
    public record User(long id, String name) {}

    private static final CachePolicy POLICY = CachePolicy.of(p -> p.withTags("users"));
    private static final TypeRef<User> REF = new TypeRef<User>() {};

    /** How values of keys are asked for. */
    enum Form {
        BLOCKING {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, User.class, loader);
            }
        },
        BLOCKING_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, User.class, loader, POLICY);
            }
        },
        BLOCKING_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, User.class, loader, p -> p.withTags("users"));
            }
        },
        BLOCKING_REF {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, REF, loader);
            }
        },
        BLOCKING_REF_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, REF, loader, POLICY);
            }
        },
        BLOCKING_REF_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return cache.getOrCreateMany(keys, REF, loader, p -> p.withTags("users"));
            }
        },
        STAGE {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, User.class, staged(loader)));
            }
        },
        STAGE_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, User.class, BulkLoader.blocking(loader), POLICY));
            }
        },
        STAGE_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, User.class, staged(loader), p -> p.withTags("users")));
            }
        },
        STAGE_REF {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, REF, staged(loader)));
            }
        },
        STAGE_REF_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, REF, staged(loader), POLICY));
            }
        },
        STAGE_REF_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return joined(cache.getOrCreateManyAsync(keys, REF, staged(loader), p -> p.withTags("users")));
            }
        },
        IDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(ids(keys), Form::key, User.class, keyed(loader)));
            }
        },
        IDS_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(ids(keys), Form::key, User.class, keyed(loader), POLICY));
            }
        },
        IDS_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(
                        ids(keys), Form::key, User.class, keyed(loader), p -> p.withTags("users")));
            }
        },
        IDS_REF {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(ids(keys), Form::key, REF, keyed(loader)));
            }
        },
        IDS_REF_POLICY {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(ids(keys), Form::key, REF, keyed(loader), POLICY));
            }
        },
        IDS_REF_WORDS {
            @Override
            Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader) {
                return byKey(cache.getOrCreateMany(ids(keys), Form::key, REF, keyed(loader), p -> p.withTags("users")));
            }
        };

        abstract Map<String, User> get(MethodCache cache, List<String> keys, BulkLoader<User> loader);

        private static String key(long id) {
            return "user:" + id;
        }

        private static List<Long> ids(List<String> keys) {
            return keys.stream().map(Form::id).toList();
        }

        static long id(String key) {
            return Long.parseLong(key.substring("user:".length()));
        }

        private static AsyncBulkLoader<User> staged(BulkLoader<User> loader) {
            return (missing, context) -> CompletableFuture.completedFuture(loader.load(missing, context));
        }

        private static KeyedBulkLoader<Long, User> keyed(BulkLoader<User> loader) {
            return (missing, context) -> {
                Map<String, ?> loaded =
                        loader.load(missing.stream().map(Form::key).toList(), context);
                Map<Long, Object> values = new LinkedHashMap<>();
                loaded.forEach((key, value) -> values.put(id(key), value));
                return wrong(values);
            };
        }

        private static Map<String, User> byKey(Map<Long, User> values) {
            Map<String, User> byKey = new LinkedHashMap<>();
            values.forEach((id, value) -> byKey.put(key(id), value));
            return byKey;
        }

        private static Map<String, User> joined(CompletableFuture<Map<String, User>> future) {
            try {
                return future.join();
            } catch (CompletionException failed) {
                throw (RuntimeException) failed.getCause();
            }
        }
    }

    private static final List<String> KEYS =
            IntStream.range(0, 10).mapToObj(id -> "user:" + id).toList();

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private static Map<String, User> users(List<String> keys) {
        Map<String, User> users = new LinkedHashMap<>();
        keys.forEach(key -> users.put(key, new User(Form.id(key), "Ada")));
        return users;
    }

    @SuppressWarnings("unchecked") // the fault that is tested
    private static <T> T wrong(Object value) {
        return (T) value;
    }

    @ParameterizedTest
    @EnumSource
    void records_loadedOnOneNode_areFoundOnAnotherWithOneLookUp(Form form) {
        form.get(nodes.cache("a"), KEYS.subList(0, 6), (missing, context) -> users(missing));
        MethodCache b = nodes.cache("b");
        nodes.node("b").resetCounts();
        List<String> asked = new ArrayList<>();
        Map<String, User> found = form.get(b, KEYS, (missing, context) -> {
            asked.addAll(missing);
            return users(missing);
        });
        assertThat(found).isEqualTo(users(KEYS));
        assertThat(asked).isEqualTo(KEYS.subList(6, 10));
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isEqualTo(1);
        assertThat(b.stats().l2Hits()).isEqualTo(6);
        assertThat(nodes.cache("a").stats().l2Unwritten()).isZero();
        assertThat(nodes.cache("c").tryGetMany(KEYS, User.class)).isEqualTo(users(KEYS));
        assertThat(nodes.cache("d").tryGetMany(KEYS, REF)).isEqualTo(users(KEYS));
    }

    @ParameterizedTest
    @EnumSource
    void loader_thatGivesAnotherTypeOfOneKey_failsItsCallAndTheOthersAreKept(Form form) {
        MethodCache a = nodes.cache("a");
        assertThatThrownBy(() -> form.get(a, KEYS, (missing, context) -> {
                    Map<String, User> users = users(missing);
                    TypedBulkTest.<Map<String, Object>>wrong(users).put("user:3", "text");
                    return users;
                }))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("the loader of \"user:3\" gave a java.lang.String where the call says "
                        + User.class.getTypeName());
        assertThat(a.tryGetMany(KEYS)).hasSize(9).doesNotContainKey("user:3");
        assertThat(nodes.cache("b").tryGetMany(KEYS, User.class)).hasSize(9);
        assertThat(a.stats().loadsInFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void entry_ofAnotherType_isLoadedAnew(Form form) {
        MethodCache a = nodes.cache("a");
        a.put("user:1", "text");
        assertThat(form.get(a, KEYS, (missing, context) -> users(missing))).isEqualTo(users(KEYS));
        assertThat(a.tryGet("user:1", User.class).value()).isEqualTo(new User(1, "Ada"));
    }

    @ParameterizedTest
    @EnumSource
    void load_ofAnotherCallThatGivesAnotherType_isNoAnswer(Form form) throws Exception {
        MethodCache a = nodes.cache("a");
        CompletableFuture<String> other = new CompletableFuture<>();
        CompletableFuture<String> otherCall = a.getOrCreateAsync("user:1", context -> other);
        // The loader of the rest runs before the call waits for what the other loads.
        CompletableFuture<Map<String, User>> call =
                CompletableFuture.supplyAsync(() -> form.get(a, KEYS, (missing, context) -> {
                    other.complete("text");
                    return users(missing);
                }));
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(users(KEYS));
        assertThat(otherCall).isCompletedWithValue("text");
    }

    @Test
    void values_ofAGenericType_areSharedByItsArguments() {
        TypeRef<List<User>> users = new TypeRef<>() {};
        TypeRef<List<String>> names = new TypeRef<>() {};
        Map<String, List<User>> value = Map.of("k", List.of(new User(1, "Ada")));
        MethodCache a = nodes.cache("a");
        assertThat(a.getOrCreateMany(List.of("k"), users, (missing, context) -> value))
                .isEqualTo(value);
        MethodCache b = nodes.cache("b");
        assertThat(b.tryGetMany(List.of("k"), users)).isEqualTo(value);
        assertThat(b.tryGetMany(List.of("k"), names)).isEmpty();
        assertThat(nodes.cache("c")
                        .getOrCreateMany(List.of("k"), names, (missing, context) -> Map.of("k", List.of("Bob"))))
                .isEqualTo(Map.of("k", List.of("Bob")));
    }

    @Test
    void flight_ofAnotherGenericType_isNotJoined() {
        MethodCache a = nodes.cache("a");
        CompletableFuture<List<User>> never = new CompletableFuture<>();
        a.getOrCreateAsync("k", new TypeRef<List<User>>() {}, context -> never);
        Map<String, List<String>> names = Map.of("k", List.of("Bob"));
        TypeRef<List<String>> type = new TypeRef<>() {};
        assertThat(a.getOrCreateMany(List.of("k"), type, (missing, context) -> names))
                .isEqualTo(names);
        assertThat(a.getOrCreateManyAsync(
                        List.of("k"), type, (missing, context) -> CompletableFuture.completedFuture(names)))
                .isCompletedWithValue(names);
    }

    @Test
    void failure_ofALoadOfAnotherType_isNotCoveredUpByAnOldValue() {
        MethodCache a = nodes.cache("a");
        CachePolicy stale = CachePolicy.of(p ->
                p.withDuration(Duration.ofMinutes(1)).withStaleOnError(Duration.ofMinutes(10), Duration.ofSeconds(1)));
        a.getOrCreateMany(List.of("user:1"), User.class, (missing, context) -> users(missing), stale);
        nodes.clock.advance(Duration.ofMinutes(2));
        BulkLoader<User> wrong = (missing, context) -> wrong(Map.of("user:1", "text"));
        assertThatThrownBy(() -> a.getOrCreateMany(List.of("user:1"), User.class, wrong, stale))
                .isInstanceOf(ClassCastException.class);
    }
}
