package methodcache.examples.quickstart;

import static java.time.Duration.ofMinutes;

import methodcache.api.MethodCache;

/** One service, one cache, one call that is answered twice and made once. */
public final class Quickstart {

    private Quickstart() {}

    /** Asks twice for the same user, changes it, and asks again. */
    public static void main(String[] arguments) {
        UserService users = id -> {
            System.out.println("  (looking up user " + id + ")");
            return new User(id, "Ada");
        };
        long id = 7;
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            for (int i = 0; i < 2; i++) {
                User user = cache.call(UserService::find, users, id)
                        .withDuration(ofMinutes(10))
                        .execute();
                System.out.println(user);
            }
            System.out.println(
                    "invalidated: " + cache.call(UserService::find, users, id).key());
            cache.call(UserService::find, users, id).invalidate();
            System.out.println(cache.call(UserService::find, users, id).execute());
            System.out.println(cache.stats());
        }
    }
}
