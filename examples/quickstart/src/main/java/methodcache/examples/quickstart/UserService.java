package methodcache.examples.quickstart;

/** A service as applications have them. */
interface UserService {

    /** Finds a user, slowly. */
    User find(long id);
}
