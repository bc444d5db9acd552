package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import methodcache.api.AsyncCacheLoader;
import methodcache.api.CacheLoader;
import methodcache.api.CacheLookup;
import methodcache.api.CacheSource;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import org.ehcache.CacheManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A value that is there, asked for in every form, beside the stores alone and Spring's annotation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class HitBenchmark {

    private final Keys keys = new Keys();
    private final CacheLoader<User> loader = context -> new User(0, context.key());
    private final AsyncCacheLoader<User> asyncLoader =
            context -> CompletableFuture.completedFuture(new User(0, context.key()));
    private final CachePolicy policy = CachePolicy.of(p -> p.withDuration(Peers.LIFE));
    private final UserService users = UserService.plain();

    private final CacheManager ehcacheManager = Peers.ehcacheManager();
    private final org.ehcache.Cache<String, User> ehcacheExpiring = Peers.ehcache(ehcacheManager, true);
    private final CacheManager eternalManager = Peers.ehcacheManager();
    private final org.ehcache.Cache<String, User> ehcacheEternal = Peers.ehcache(eternalManager, false);
    private final Cache<String, User> caffeineExpiring = Peers.caffeine(true);
    private final Cache<String, User> caffeineEternal = Peers.caffeine(false);
    private final AnnotationConfigApplicationContext context = Peers.spring();
    private final UserService spring = context.getBean(UserService.class);
    // One for each kind of key, so that each holds as many entries as the peers do.
    private final MethodCache cache = Ours.overEhcache();
    private final MethodCache callCache = Ours.overEhcache();
    private final MethodCache lambdaCache = Ours.overEhcache();

    /** Where each thread stands in the draw. */
    @State(Scope.Thread)
    public static class Position {

        private int call;

        int next() {
            return call++;
        }
    }

    /** Makes every key resident in every cache. */
    @Setup
    public void fill() {
        for (long id = 0; id < Keys.RESIDENT; id++) {
            User user = new User(id, "name");
            String key = Keys.text(id);
            ehcacheExpiring.put(key, user);
            ehcacheEternal.put(key, user);
            caffeineExpiring.put(key, user);
            caffeineEternal.put(key, user);
            spring.find(id);
            cache.put(key, user, policy);
            callCache.call(UserService::find, users, id).execute();
            lambdaCache.cache(source(id)).execute();
        }
    }

    /** Gives back what the caches hold. */
    @TearDown
    public void close() {
        cache.close();
        callCache.close();
        lambdaCache.close();
        ehcacheManager.close();
        eternalManager.close();
        context.close();
    }

    private CacheSource<User> source(long id) {
        UserService service = users;
        return () -> service.find(id);
    }

    /** The store alone, with its own time to live: two clock readings. */
    @Benchmark
    public User rawEhcacheExpiring(Position position) {
        return ehcacheExpiring.get(keys.text(position.next()));
    }

    /** The store alone. */
    @Benchmark
    public User rawEhcacheEternal(Position position) {
        return ehcacheEternal.get(keys.text(position.next()));
    }

    /** The store alone, loading on a miss. */
    @Benchmark
    public User rawCaffeineExpiring(Position position) {
        return caffeineExpiring.get(keys.text(position.next()), key -> new User(0, key));
    }

    /** The store alone, loading on a miss. */
    @Benchmark
    public User rawCaffeineEternal(Position position) {
        return caffeineEternal.get(keys.text(position.next()), key -> new User(0, key));
    }

    /** An annotated method behind Spring's proxy, over Caffeine. */
    @Benchmark
    public User springCacheable(Position position) {
        return spring.find(keys.id(position.next()));
    }

    /** By key, loader and policy in fields. */
    @Benchmark
    public User keyed(Position position) {
        return cache.getOrCreate(keys.text(position.next()), loader, policy);
    }

    /** By key, with a policy lambda that captures nothing. */
    @Benchmark
    public User keyedPolicyLambda(Position position) {
        return cache.getOrCreate(keys.text(position.next()), loader, p -> p.withDuration(Peers.LIFE));
    }

    /** By key, without a loader. */
    @Benchmark
    public CacheLookup<User> tryGet(Position position) {
        return cache.tryGet(keys.text(position.next()));
    }

    /** By key, as a future. */
    @Benchmark
    public CompletableFuture<User> keyedAsync(Position position) {
        return cache.getOrCreateAsync(keys.text(position.next()), asyncLoader, policy);
    }

    /** By unbound method reference: the fast chain. */
    @Benchmark
    public User callUnbound(Position position) {
        return callCache
                .call(UserService::find, users, keys.id(position.next()))
                .execute();
    }

    /** The fast chain with a word. */
    @Benchmark
    public User callUnboundWithDuration(Position position) {
        return callCache
                .call(UserService::find, users, keys.id(position.next()))
                .withDuration(Peers.LIFE)
                .execute();
    }

    /** By bound method reference: the comfortable form. */
    @Benchmark
    public User callBound(Position position) {
        return callCache.call(users::find, keys.id(position.next())).execute();
    }

    /** By lambda. */
    @Benchmark
    public User chainedLambda(Position position) {
        return lambdaCache.cache(source(keys.id(position.next()))).execute();
    }
}
