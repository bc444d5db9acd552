package methodcache.blackbox.cluster;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import methodcache.api.CacheClosedException;
import methodcache.api.MethodCache;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers that never answer, not even when they are closed, on a clock that stands still: closing ends who waits for them. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SilentProvidersTest {

    /** Calls that ask the cluster before they have an answer. */
    enum Asking {
        BLOCKING {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.getOrCreate("k", context -> loads.incrementAndGet());
            }
        },
        STAGE {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) throws Throwable {
                return joined(cache.getOrCreateAsync(
                        "k", context -> CompletableFuture.completedFuture(loads.incrementAndGet())));
            }
        },
        WITH_TIMEOUT {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.cache(loads::incrementAndGet)
                        .withKey("k")
                        .withTimeout(ofHours(1))
                        .execute();
            }
        },
        LOCKED {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.cache(loads::incrementAndGet)
                        .withKey("k")
                        .withDistributedLock(ofHours(1))
                        .refresh();
            }
        },
        BULK {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.getOrCreateMany(List.of("k"), (missing, context) -> Map.of("k", loads.incrementAndGet()));
            }
        },
        BULK_STAGE {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) throws Throwable {
                return joined(cache.getOrCreateManyAsync(
                        List.of("k"),
                        (missing, context) -> CompletableFuture.completedFuture(Map.of("k", loads.incrementAndGet()))));
            }
        },
        LOOK_UP {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.tryGet("k");
            }
        },
        LOOK_UP_STAGE {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) throws Throwable {
                return joined(cache.tryGetAsync("k"));
            }
        },
        LOOK_UPS {
            @Override
            Object call(MethodCache cache, AtomicInteger loads) {
                return cache.tryGetMany(List.of("k", "l"));
            }
        };

        abstract Object call(MethodCache cache, AtomicInteger loads) throws Throwable;
    }

    /** Calls that have an answer, and wait until the cluster has it. */
    enum Telling {
        LOAD {
            @Override
            Object call(MethodCache cache) {
                return cache.getOrCreate("k", context -> "v");
            }
        },
        BULK {
            @Override
            Object call(MethodCache cache) {
                return cache.getOrCreateMany(List.of("k"), (missing, context) -> Map.of("k", "v"))
                        .get("k");
            }
        },
        PUT {
            @Override
            Object call(MethodCache cache) {
                cache.put("k", "v");
                return "v";
            }
        },
        PUT_STAGE {
            @Override
            Object call(MethodCache cache) throws Throwable {
                joined(cache.putAsync("k", "v"));
                return "v";
            }
        },
        INVALIDATION {
            @Override
            Object call(MethodCache cache) {
                return cache.invalidateTags("t").published() ? "published" : "v";
            }
        },
        REFRESH {
            @Override
            Object call(MethodCache cache) {
                return cache.<String>cache(() -> null).withKey("k").refresh() == null ? "v" : "a value";
            }
        };

        abstract Object call(MethodCache cache) throws Throwable;
    }

    private final Nodes nodes = new Nodes();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private static Object joined(CompletableFuture<?> future) throws Throwable {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private Object silence(Method method, Supplier<Object> real) {
        boolean operation = !List.of("close", "listen").contains(method.getName());
        if (!operation || !silent.get()) {
            return real.get();
        }
        // The node itself reads the log.
        if (!List.of("extent", "read").contains(method.getName())) {
            asked.incrementAndGet();
        }
        return new CompletableFuture<>();
    }

    private MethodCache build() {
        MethodCache cache = Meddling.configure(nodes, "a", this::silence, this::silence)
                .locks(Meddling.locks(nodes, "a", this::silence))
                .executor(SilentProvidersTest::newThread)
                .build();
        silent.set(true);
        return cache;
    }

    private static void newThread(Runnable task) {
        Thread thread = new Thread(task, "silent-providers");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a call does. */
    private interface Call {
        Object call() throws Throwable;
    }

    private CompletableFuture<Object> closedDuring(MethodCache cache, Call call) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        newThread(() -> {
            try {
                end.complete(call.call());
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
            }
        });
        Await.until(() -> asked.get() > 0, () -> "nothing is asked");
        assertThat(end).isNotDone();
        cache.close();
        return end;
    }

    @ParameterizedTest
    @EnumSource
    void call_thatAsksTheCluster_endsAtClose(Asking asking) {
        MethodCache cache = build();
        CompletableFuture<Object> end = closedDuring(cache, () -> asking.call(cache, loads));
        assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(CacheClosedException.class);
        assertThat(loads).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void call_thatTellsTheCluster_endsAtClose(Telling telling) throws Exception {
        MethodCache cache = Meddling.configure(
                        nodes,
                        "a",
                        (method, real) -> method.getName().equals("getAll") ? real.get() : silence(method, real),
                        (method, real) -> method.getName().equals("append") ? silence(method, real) : real.get())
                .executor(SilentProvidersTest::newThread)
                .build();
        silent.set(true);
        CompletableFuture<Object> end = closedDuring(cache, () -> telling.call(cache));
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("v");
    }
}
