package consumer;

import consumer.users.Filter;
import consumer.users.Query;
import consumer.users.User;
import consumer.users.UserService;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheKeyException;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;

/** Makes each kind of call twice and prints what came of it, and how often the service was asked. */
final class Tour {

    private final MethodCache cache;
    private final UserService users;

    private Tour(MethodCache cache, UserService users) {
        this.cache = cache;
        this.users = users;
    }

    static void run() throws InterruptedException {
        System.out.println("in a module: " + Tour.class.getModule().isNamed());
        Threads threads = new Threads();
        MethodCache cache = MethodCache.configure()
                .name("consumer")
                .defaultPolicy(p -> p.withDuration(Duration.ofMinutes(5)))
                .l1(l1 -> l1.maximumEntries(1_000))
                .forService(
                        UserService.class,
                        service -> service.method(s -> s.find(0L), m -> m.withDuration(Duration.ofHours(1)))
                                .asyncMethod(s -> s.findAsync(0L), m -> m.cacheIf(user -> user.id() > 0)))
                .build();
        try (cache) {
            new Tour(cache, UserService.counting()).calls();
        }
        refused("after close", () -> cache.tryGet("user:9"));
        System.out.println("threads left: " + threads.left());
    }

    private void calls() {
        twice("lambda", () -> lambda(users, 7));
        twice("lambda with a record", () -> lambda(users, new Query("ada", 1)));
        twice("method reference", () -> cache.call(users::find, 8L).execute());
        twice("the same of another instance", () -> otherInstance(8L));
        twice(
                "the same, unbound",
                () -> cache.call(UserService::find, users, 8L).execute());
        twice("record", () -> cache.call(users::search, new Query("ada", 1)).execute());
        twice(
                "another record",
                () -> cache.call(users::search, new Query("ada", 2)).execute());
        refused(
                "record that may change",
                () -> cache.call(users::count, new Filter(List.of("ada"))).execute());
        twice(
                "asynchronous",
                () -> cache.callAsync(users::findAsync, 9L).executeAsync().join());
        twice("keyed", () -> cache.getOrCreate("user:9", context -> users.find(9)));
        twice("keyed and typed", this::typed);

        System.out.println("found: " + cache.tryGet("user:9", User.class).found());
        cache.invalidatePrefix("user:");
        System.out.println("found after invalidation: "
                + cache.tryGet("user:9", User.class).found());
        Object anything = new Object();
        refused("no identity", () -> cache.cache(() -> anything.hashCode()).execute());
        System.out.println("hits: " + cache.stats().hits());
    }

    private void twice(String what, Supplier<?> call) {
        Object first = call.get();
        Object second = call.get();
        System.out.println(
                what + ": " + first + (first.equals(second) ? "" : " and " + second) + ", calls " + users.calls());
    }

    private User lambda(UserService service, long id) {
        return cache.cache(() -> service.find(id)).execute();
    }

    private List<User> lambda(UserService service, Query query) {
        return cache.cache(() -> service.search(query)).execute();
    }

    private List<User> typed() {
        return cache.getOrCreate("users", new TypeRef<List<User>>() {}, context -> users.search(new Query("grace", 1)));
    }

    private User otherInstance(long id) {
        UserService other = UserService.counting();
        User user = cache.call(other::find, id).execute();
        if (other.calls() > 0) {
            throw new AssertionError("instances of a declared service share values");
        }
        return user;
    }

    private static void refused(String what, Runnable call) {
        try {
            call.run();
            System.out.println(what + ": went through");
        } catch (CacheKeyException | CacheClosedException e) {
            System.out.println(what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
