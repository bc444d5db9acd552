package methodcache.benchmarks;

/** The service that is cached. */
public interface UserService {

    /** Finds a user; costs nothing, so that only the cache is measured. */
    User find(long id);

    /** An implementation without a cache. */
    static UserService plain() {
        return id -> new User(id, "name");
    }
}
