package methodcache.blackbox.samples;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheLoader;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.PreviousValue;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.StampedeProtection;
import methodcache.blackbox.samples.Domain.Answer;
import methodcache.blackbox.samples.Domain.Directory;
import methodcache.blackbox.samples.Domain.Filter;
import methodcache.blackbox.samples.Domain.Query;
import methodcache.blackbox.samples.Domain.Search;
import methodcache.blackbox.samples.Domain.Site;
import methodcache.blackbox.samples.Domain.Tenant;
import methodcache.blackbox.samples.Domain.TenantStore;
import methodcache.blackbox.samples.Domain.User;
import methodcache.blackbox.samples.Domain.UserService;
import methodcache.testkit.Await;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.Test;

/** The samples of docs/guide.md, run. {@link DocumentationTest} holds them equal to the text. */
class GuideSamplesTest {

    private final UserService users = id -> new User(id, "Ada", "secret");

    private final CachePolicy hourly = CachePolicy.of(p -> p.withDuration(ofHours(1)));
    private final CacheLoader<User> loader =
            context -> users.find(Long.parseLong(context.key().substring(5)));

    User user(MethodCache cache, long id) {
        return cache.getOrCreate("user:" + id, loader, hourly);
    }

    @Test
    void caches_built_work() {
        MethodCache cache = MethodCache.configure().build();
        assertThat(user(cache, 7)).isEqualTo(new User(7, "Ada", "secret"));
        cache.close();

        MethodCache weighed = MethodCache.configure()
                .l1(l1 -> l1.maximumWeight(64 << 20)
                        .weigher((key, value) -> value instanceof byte[] bytes ? bytes.length : 100))
                .build();
        assertThat(user(weighed, 7)).isEqualTo(new User(7, "Ada", "secret"));
        weighed.close();
    }

    @Test
    void declaredServices_built_countByTheirTypeAndQualifier() {
        MethodCache cache = MethodCache.configure()
                .service(UserService.class)
                .service(TenantStore.class, store -> store.tenant())
                .build();
        TenantStore store = new TenantStore("acme");
        assertThat(cache.cache(() -> store.toString()).key()).contains("acme");
        cache.close();
    }

    @Test
    void givenKey_forAQueryWithoutIdentity_isTheKey() {
        Query query = new Query();
        Search search = asked -> new User(1, asked.text(), "");
        try (MethodCache cache = MethodCache.configure().build()) {
            User user = cache.cache(() -> search.run(query))
                    .withKey("search:" + query.text())
                    .execute();
            assertThat(user.name()).isEqualTo("text");
            assertThat(cache.tryGet("search:text").found()).isTrue();
        }
    }

    @Test
    void keyGenerator_forABean_tellsItByItsProperties() {
        Filter filter = new Filter();
        AtomicInteger asked = new AtomicInteger();
        Directory directory = by -> List.of(new User(asked.incrementAndGet(), by.getName(), ""));
        try (MethodCache cache = MethodCache.configure().build()) {
            filter.setName("Ada");
            for (int i = 0; i < 2; i++) {
                List<User> found = cache.call(Directory::list, directory, filter)
                        .withKeyGenerator("json")
                        .execute();
                assertThat(found).containsExactly(new User(1, "Ada", ""));
            }
            filter.setName("Grace");
            assertThat(cache.call(Directory::list, directory, filter)
                            .withKeyGenerator("json")
                            .execute())
                    .containsExactly(new User(2, "Grace", ""));
        }
    }

    @Test
    void overridesLoadsAndInvalidation_run_work() {
        UserService users = this.users;
        long id = 7;
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            cache.overrides().method(UserService.class, s -> s.find(0L), p -> p.withDuration(ofSeconds(30)));
            cache.overrides().disableGroup("catalog");
            cache.overrides().clear();

            CompletableFuture<User> later =
                    cache.getOrCreateAsync("user:" + id, CacheLoader.blocking(context -> users.find(id)));
            User soon = cache.call(UserService::find, users, id)
                    .withTimeout(ofMillis(200))
                    .execute();
            assertThat(later.join()).isEqualTo(soon);

            InvalidationReport report = cache.invalidatePrefix("user:");
            assertThat(report.loadsOvertaken()).isZero();
        }
    }

    @Test
    void warming_ofTheKeysThatAreAskedForMost_loadsThem() {
        List<String> hot = List.of("user:7", "user:8");
        try (MethodCache cache = MethodCache.configure().build()) {
            CompletableFuture<WarmingReport> warmed = cache.warm(
                    hot, User.class, loader, WarmingRate.perSecond(50).withConcurrency(2), hourly);
            assertThat(warmed.join().loaded()).isEqualTo(2);
            assertThat(cache.tryGet("user:7").found()).isTrue();
        }
    }

    @Test
    void tagsAndDependencies_invalidated_reach() {
        UserService users = this.users;
        long id = 7;
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            User ada = cache.call(UserService::find, users, id)
                    .withTags("users", "user:" + id)
                    .execute();
            cache.invalidateTags("user:" + id, "roles"); // has any of them
            cache.invalidateAllTags("users", "user:" + id); // has all of them
            cache.invalidateTagPattern("user:*"); // * any run of characters, ? one; the whole tag must match
            cache.invalidate(Invalidation.together(Invalidation.tags("users"), Invalidation.keys("user-list")));
            assertThat(ada.name()).isEqualTo("Ada");

            CachePolicy list = CachePolicy.of(p -> p.dependsOnPrefix("user:").withTags("lists"));
            cache.getOrCreate("user:" + id, loader, hourly);
            String names = cache.getOrCreate("user-list", context -> "Ada, Grace", list);
            cache.invalidateKeys("user:" + id); // takes the list with it
            assertThat(names).isEqualTo("Ada, Grace");
            assertThat(cache.tryGet("user-list").found()).isFalse();
        }
    }

    @Test
    void staleValues_ofAFailingLoad_areServed() {
        TestClock clock = new TestClock();
        long id = 7;
        try (MethodCache cache = TestCaches.on(clock).build()) {
            CachePolicy patient =
                    CachePolicy.of(p -> p.withDuration(ofMinutes(10)).withStaleOnError(ofHours(1), ofSeconds(30)));
            User ada = cache.getOrCreate("user:" + id, loader, patient);

            clock.advance(ofMinutes(69));
            CacheLoader<User> broken = context -> {
                throw new IllegalStateException("down");
            };
            assertThat(cache.getOrCreate("user:" + id, broken, patient)).isEqualTo(ada);

            cache.put("user:" + id, ada, p -> p.withPolicy(patient).withTags("users"));
            cache.invalidate(Invalidation.tags("users").expired());
            assertThat(cache.tryGet("user:" + id).found()).isFalse();
            assertThat(cache.getOrCreate("user:" + id, broken, patient)).isEqualTo(ada);
        }
    }

    @Test
    void refreshes_aheadOfTheEndAndAtIntervals_loadInTheBackground() {
        TestClock clock = new TestClock();
        long id = 7;
        try (MethodCache cache = TestCaches.on(clock).build()) {
            CachePolicy ahead =
                    CachePolicy.of(p -> p.withDuration(ofMinutes(10)).withRefreshAhead(ofMinutes(2)));
            CachePolicy drawn = CachePolicy.of(
                    p -> p.withDuration(ofMinutes(10)).withStampedeProtection(StampedeProtection.probabilistic(1)));
            CachePolicy warm = CachePolicy.of(p -> p.withDuration(ofMinutes(10)).refreshEvery(ofMinutes(1)));
            cache.getOrCreate("user:" + id, loader, ahead);
            cache.getOrCreate("user:8", loader, drawn);
            cache.getOrCreate("user:9", loader, warm);
            clock.advance(ofMinutes(9));
            cache.getOrCreate("user:" + id, loader, ahead);
            Await.until(() -> cache.stats().refreshes() == 1, () -> "it is refreshed: " + cache.stats());
        }
    }

    @Test
    void notModified_ofAPageThatHasNotChanged_keepsIt() {
        TestClock clock = new TestClock();
        Site site = known -> "1".equals(known) ? new Answer("1", null) : new Answer("1", "body");
        try (MethodCache cache = TestCaches.on(clock).build()) {
            CacheLoader<String> page = context -> {
                PreviousValue previous = context.previous();
                Answer answer = site.get(previous == null ? null : previous.etag());
                if (answer.notModified()) {
                    return context.notModified();
                }
                context.etag(answer.etag());
                return answer.body();
            };
            CachePolicy patient =
                    CachePolicy.of(p -> p.withDuration(ofMinutes(10)).withStaleOnError(ofHours(1), ofSeconds(30)));
            String first = cache.getOrCreate("page", page, patient);
            clock.advance(ofMinutes(10));
            assertThat(cache.getOrCreate("page", page, patient)).isSameAs(first);
        }
    }

    @Test
    void timeoutsFallbacksBreakersAndBounds_said_guardALoad() {
        long id = 7;
        try (MethodCache cache = MethodCache.configure().build()) {
            CachePolicy quick = CachePolicy.of(p -> p.withDuration(ofMinutes(10))
                    .withStaleOnError(ofHours(1), ofSeconds(30))
                    .withSoftTimeout(ofMillis(200))
                    .withHardTimeout(ofSeconds(5)));
            assertThat(cache.getOrCreate("user:" + id, loader, quick).name()).isEqualTo("Ada");

            CachePolicy guarded = CachePolicy.of(p -> p.withPolicy(quick)
                    .cacheFailures(NoSuchElementException.class, ofMinutes(1))
                    .withCircuitBreaker("users", 5, ofSeconds(30))
                    .withMaxConcurrentLoads("users", 10));
            CacheLoader<User> broken = context -> {
                throw new NoSuchElementException(context.key());
            };
            User anybody = cache.getOrCreate(
                    "user:8",
                    broken,
                    p -> p.withPolicy(guarded)
                            .withFallback(
                                    NoSuchElementException.class, (failure, context) -> new User(0, "nobody", "")));
            assertThat(anybody.name()).isEqualTo("nobody");
        }
    }

    @Test
    void collected_fired_reach() {
        UserService users = this.users;
        long id = 7;
        saving = MethodCache.configure().build();
        MethodCache cache = saving;
        cache.put("profile", "old", p -> p.withTags("user:" + id));
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            save(users, id); // which calls cache.invalidateTags("user:" + id)
            collected.fire(); // committed; whatever isn't fired is forgotten
        }
        assertThat(cache.tryGet("profile").found()).isFalse();
        cache.close();
    }

    private MethodCache saving = TestCaches.neverStoring();

    private void save(UserService service, long id) {
        assertThat(service.find(id).id()).isEqualTo(id);
        saving.invalidateTags("user:" + id);
        assertThat(saving.tryGet("profile").found()).isTrue();
    }

    @Test
    void scope_fromAProvider_isPartOfTheKey() {
        MethodCache cache = MethodCache.configure()
                .scope(() -> Map.of("tenantId", Tenant.current()))
                .build();
        assertThat(cache.cache(() -> "hello").withKey("greeting").key()).contains("acme");
        String seen = cache.getOrCreate("greeting", context -> context.key());
        assertThat(seen).isEqualTo("greeting");

        cache.invalidate(Invalidation.tags("users").inScope("tenantId", "acme"));
        cache.close();
    }

    @Test
    void testClock_advanced_endsALife() {
        TestClock clock = new TestClock();
        try (MethodCache cache = TestCaches.on(clock).build()) {
            cache.put("greeting", "hello", p -> p.withDuration(ofMinutes(5)));
            clock.advance(ofMinutes(5));
            assertThat(cache.tryGet("greeting").found()).isFalse();
        }
    }
}
