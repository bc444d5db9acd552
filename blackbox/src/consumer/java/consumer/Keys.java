package consumer;

import consumer.users.SearchForm;
import consumer.users.UserService;
import java.util.List;
import methodcache.api.CacheConfigurationException;
import methodcache.api.CacheKeyException;
import methodcache.api.MethodCache;

/** Calls a method whose argument only a key generator can tell apart, and prints how often it was reached. */
final class Keys {

    private Keys() {}

    static void run() {
        UserService users = UserService.counting();
        try (MethodCache cache =
                MethodCache.configure().service(UserService.class).build()) {
            for (String generator : List.of("json", "msgpack")) {
                System.out.println(generator + ": " + calls(cache, users, generator));
            }
        }
    }

    private static String calls(MethodCache cache, UserService users, String generator) {
        SearchForm form = new SearchForm();
        form.setName("ada");
        try {
            for (int page : new int[] {1, 1, 2, 1}) {
                form.setPage(page);
                cache.call(UserService::match, users, form)
                        .withKeyGenerator(generator)
                        .execute();
            }
            return "calls " + users.calls();
        } catch (CacheKeyException | CacheConfigurationException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
