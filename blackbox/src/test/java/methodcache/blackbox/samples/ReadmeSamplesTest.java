package methodcache.blackbox.samples;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheLookup;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.blackbox.samples.Domain.User;
import methodcache.blackbox.samples.Domain.UserService;
import org.junit.jupiter.api.Test;

/** The samples of README.md, run. {@link DocumentationTest} holds them equal to the text. */
class ReadmeSamplesTest {

    private final UserService users = id -> new User(id, "Ada", "secret");
    private final long id = 7;

    @Test
    void firstScreen_run_givesTheUser() {
        UserService users = this.users;
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            User user = cache.call(UserService::find, users, id)
                    .withDuration(ofMinutes(10))
                    .execute();
            assertThat(user.name()).isEqualTo("Ada");
        }
    }

    @Test
    void fourWaysToCall_run_giveTheUser() {
        UserService users = this.users;
        long id = this.id;
        List<Long> ids = List.of(1L, 2L);
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            // a lambda: the key is the call site and what it captured
            User user =
                    cache.cache(() -> users.find(id)).withDuration(ofHours(1)).execute();

            // a method reference and its arguments; the unbound form costs least
            User same = cache.call(UserService::find, users, id)
                    .withDuration(ofHours(1))
                    .execute();
            CompletableFuture<User> later =
                    cache.callAsync(users::findAsync, id).executeAsync();

            // a key and a loader
            User byKey = cache.getOrCreate("user:" + id, context -> users.find(id), p -> p.withDuration(ofHours(1)));
            CacheLookup<User> found = cache.tryGet("user:" + id, User.class);

            // many keys, one load
            Map<Long, User> many =
                    cache.getOrCreateMany(ids, each -> "user:" + each, (missing, context) -> users.findAll(missing));

            assertThat(List.of(user, same, later.join(), byKey)).containsOnly(new User(7, "Ada", "secret"));
            assertThat(found.found()).isTrue();
            assertThat(many).containsOnlyKeys(1L, 2L);

            cache.invalidateKeys("user:" + id);
            cache.invalidatePrefix("user:");
            cache.invalidateTags("users");
            cache.invalidate(Invalidation.tags("prices").expired()); // kept for when a load fails
            cache.call(UserService::find, users, id).invalidate();
            assertThat(cache.tryGet("user:" + id).found()).isFalse();
        }
    }

    @Test
    void policyOfAService_build_holdsForItsCalls() {
        MethodCache cache = MethodCache.configure()
                .name("orders")
                .defaultPolicy(p -> p.withDuration(ofMinutes(15)).withJitter(0.1))
                .addPolicy("long-term", p -> p.withDuration(ofHours(12)))
                .l1(l1 -> l1.maximumEntries(50_000))
                .forService(
                        UserService.class,
                        service -> service.method(
                                        s -> s.find(0L),
                                        m -> m.withPolicy("long-term").transformResult(User::withoutSecrets))
                                .asyncMethod(s -> s.findAsync(0L), m -> m.cacheNulls(ofMinutes(1))))
                .build();
        assertThat(cache.call(UserService::find, users, id).execute().secret()).isEmpty();
        cache.close();
    }
}
