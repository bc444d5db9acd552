package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The peers, each set up as its documentation does for a bounded cache with a time to live. */
final class Peers {

    static final int ENTRIES = 12_000;
    static final Duration LIFE = Duration.ofHours(1);

    private Peers() {}

    static CacheManager ehcacheManager() {
        return CacheManagerBuilder.newCacheManagerBuilder().build(true);
    }

    static org.ehcache.Cache<String, User> ehcache(CacheManager manager, boolean expiring) {
        return manager.createCache(
                "users",
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                                String.class, User.class, ResourcePoolsBuilder.heap(ENTRIES))
                        .withExpiry(
                                expiring
                                        ? ExpiryPolicyBuilder.timeToLiveExpiration(LIFE)
                                        : ExpiryPolicyBuilder.noExpiration()));
    }

    static Cache<String, User> caffeine(boolean expiring) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(ENTRIES);
        return expiring ? builder.expireAfterWrite(LIFE).build() : builder.build();
    }

    static AsyncCache<String, User> caffeineAsync() {
        return Caffeine.newBuilder().maximumSize(ENTRIES).expireAfterWrite(LIFE).buildAsync();
    }

    static AnnotationConfigApplicationContext spring() {
        return new AnnotationConfigApplicationContext(SpringConfiguration.class);
    }

    /** The same, and {@link StampededUsers} who ask a service. */
    static AnnotationConfigApplicationContext spring(UserService asked) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(SpringConfiguration.class);
        context.registerBean(StampededUsers.class, () -> new SpringStampededUsers(asked));
        context.refresh();
        return context;
    }

    /** Spring's own way: an annotated service behind a proxy. */
    @Configuration
    @EnableCaching
    public static class SpringConfiguration {

        /** Spring's cache over Caffeine. */
        @Bean
        public org.springframework.cache.CacheManager cacheManager() {
            CaffeineCacheManager manager = new CaffeineCacheManager("users");
            manager.setCaffeine(Caffeine.newBuilder().maximumSize(ENTRIES).expireAfterWrite(LIFE));
            return manager;
        }

        /** The cached service. */
        @Bean
        public UserService users() {
            return new SpringUsers();
        }
    }

    /** The annotated service. */
    public static class SpringUsers implements UserService {

        @Override
        @Cacheable("users")
        public User find(long id) {
            return new User(id, "name");
        }
    }

    /** A service that is cached in both of Spring's ways. */
    public interface StampededUsers {

        /** Finds a user: whoever misses loads. */
        User find(long id);

        /** Finds a user: of those who miss, one loads. */
        User findInSync(long id);
    }

    /** The annotated service in front of another one. */
    public static class SpringStampededUsers implements StampededUsers {

        private final UserService asked;

        SpringStampededUsers(UserService asked) {
            this.asked = asked;
        }

        @Override
        @Cacheable("users")
        public User find(long id) {
            return asked.find(id);
        }

        @Override
        @Cacheable(cacheNames = "users", sync = true)
        public User findInSync(long id) {
            return asked.find(id);
        }
    }
}
