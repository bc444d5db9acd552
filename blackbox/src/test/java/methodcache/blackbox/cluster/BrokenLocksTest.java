package methodcache.blackbox.cluster;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.api.spi.LockManager;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lock services that are dead, or broken. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BrokenLocksTest {

    private static final CachePolicy LOCKED = CachePolicy.of(p -> p.withDistributedLock(ofMinutes(10)));

    private final Nodes nodes = new Nodes();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private MethodCache build(Meddling locks) {
        return nodes.configuration("a").locks(Meddling.locks(nodes, "a", locks)).build();
    }

    private static CompletableFuture<String> load(MethodCache cache, String key) {
        return cache.getOrCreateAsync(key, context -> CompletableFuture.completedFuture("v"), LOCKED);
    }

    @Test
    void probe_ofLocksThatDoNotAnswer_takesNoLongerThanTheLimit() {
        AtomicBoolean dead = new AtomicBoolean(true);
        MethodCache a = build((method, real) -> {
            if (!method.getName().equals("acquire") || !dead.get()) {
                return real.get();
            }
            asked.incrementAndGet();
            return new CompletableFuture<>();
        });
        try (a) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<String> call = load(a, "k" + i);
                nodes.clock.advance(ofMinutes(11));
                assertThat(call).isCompletedWithValue("v");
            }
            assertThat(asked).hasValue(3);
            nodes.clock.advance(ofSeconds(2));
            CompletableFuture<String> probe = load(a, "probe");
            assertThat(probe).isNotDone();
            assertThat(load(a, "beside")).isCompletedWithValue("v");
            nodes.clock.advance(Nodes.LIMIT.plusMillis(1));
            assertThat(probe).isCompletedWithValue("v");
            assertThat(asked).hasValue(4);
            assertThat(a.stats().loadsWithoutLock()).isEqualTo(5);
            dead.set(false);
            nodes.clock.advance(ofSeconds(2));
            assertThat(load(a, "back")).isCompletedWithValue("v");
            assertThat(a.stats().loadsWithoutLock()).isEqualTo(5);
        }
    }

    @Test
    void probe_ofALockThatIsHeld_waitsForIt() {
        MethodCache a = nodes.cache("a");
        CompletableFuture<String> value = new CompletableFuture<>();
        nodes.cache("b").getOrCreateAsync("k", context -> value, LOCKED);
        nodes.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(load(a, "k" + i)).isCompletedWithValue("v");
        }
        nodes.clock.advance(ofSeconds(2));
        CompletableFuture<String> probe = load(a, "k");
        nodes.clock.advance(ofSeconds(20));
        assertThat(probe).isNotDone();
        value.complete("b's");
        assertThat(probe).isCompletedWithValue("b's");
        assertThat(a.stats().loadsWithoutLock()).isEqualTo(3);
    }

    /** What a lock service throws that it shouldn't. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    enum Broken {
        ACQUIRE_THROWS("acquire", 2, () -> {
            throw new NoClassDefFoundError("a broken provider");
        }),
        ACQUIRE_FAILS("acquire", 2, () -> CompletableFuture.failedFuture(new StackOverflowError("a broken provider"))),
        ACQUIRE_IS_NULL("acquire", 2, () -> CompletableFuture.completedFuture(null)),
        RELEASE_THROWS("release", 0, () -> {
            throw new NoClassDefFoundError("a broken provider");
        }),
        RELEASE_FAILS("release", 0, () -> CompletableFuture.failedFuture(new StackOverflowError("a broken provider"))),
        RENEW_THROWS("renew", 0, () -> {
            throw new NoClassDefFoundError("a broken provider");
        }),
        RENEW_FAILS("renew", 0, () -> CompletableFuture.failedFuture(new StackOverflowError("a broken provider")));

        private final String operation;
        private final int withoutLock;
        private final Supplier<Object> answer;

        Broken(String operation, int withoutLock, Supplier<Object> answer) {
            this.operation = operation;
            this.withoutLock = withoutLock;
            this.answer = answer;
        }

        private Meddling meddling(AtomicInteger asked) {
            return (method, real) -> {
                if (method.getName().equals(operation)) {
                    asked.incrementAndGet();
                    return answer.get();
                }
                if (!method.getName().equals("acquire")) {
                    return real.get();
                }
                return ((CompletionStage<?>) real.get())
                        .thenApply(taken -> ((Optional<?>) taken)
                                .map(grant -> Meddling.meddled(
                                        LockManager.Grant.class, (LockManager.Grant) grant, meddling(asked))));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void locks_thatThrow_hurtNoCall(Broken broken) {
        try (MethodCache a = build(broken.meddling(asked))) {
            assertThat(a.<String>getOrCreate("k", context -> "v", LOCKED)).isEqualTo("v");
            CompletableFuture<String> value = new CompletableFuture<>();
            CompletableFuture<String> slow = a.getOrCreateAsync("slow", context -> value, LOCKED);
            nodes.clock.advance(ofSeconds(4));
            value.complete("v");
            assertThat(slow).isCompletedWithValue("v");
            assertThat(asked.get()).isPositive();
            assertThat(a.stats().loads()).isEqualTo(2);
            assertThat(a.stats().loadsWithoutLock()).isEqualTo(broken.withoutLock);
            assertThat(a.stats().loadsInFlight()).isZero();
            assertThat(nodes.cache("b").tryGet("slow").value()).isEqualTo("v");
        }
    }
}
