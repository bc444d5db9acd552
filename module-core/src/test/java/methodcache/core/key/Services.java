package methodcache.core.key;

/** Services of all shapes, for tests of what their calls are. */
final class Services {

    private Services() {}

    interface UserService {
        String find(long id);

        String find(String name);

        default String all() {
            return "all";
        }

        static String helper(long id) {
            return "helper" + id;
        }

        String several(String... names);
    }

    static class Users implements UserService {
        @Override
        public String find(long id) {
            return "user" + id;
        }

        @Override
        public String find(String name) {
            return name;
        }

        @Override
        public String several(String... names) {
            return String.join(",", names);
        }

        public String extra(long id) {
            return "extra" + id;
        }
    }

    interface CrudRepo<T, K> {
        T findById(K id);
    }

    interface UserRepo extends CrudRepo<String, Long> {}

    interface OrderRepo extends CrudRepo<String, Long> {}

    /** Declares its inherited method anew, with the type filled in. */
    interface NarrowRepo extends CrudRepo<String, Long> {
        @Override
        String findById(Long id);
    }

    static class Repo implements UserRepo {
        @Override
        public String findById(Long id) {
            return "user" + id;
        }
    }

    static class Orders implements OrderRepo {
        @Override
        public String findById(Long id) {
            return "order" + id;
        }
    }

    static class Narrow implements NarrowRepo {
        @Override
        public String findById(Long id) {
            return "narrow" + id;
        }
    }

    /** An implementation that comes from a class which knows nothing of the service. */
    static class Finder {
        public String find(long id) {
            return "found" + id;
        }
    }

    interface LongFinder {
        String find(long id);
    }

    static class InheritedFinder extends Finder implements LongFinder {}

    interface OtherFinder {
        String find(long id);
    }

    static class Both implements LongFinder, OtherFinder {
        @Override
        public String find(long id) {
            return "both" + id;
        }
    }

    record Tenant(String name) {
        String find(long id) {
            return name + id;
        }
    }

    /** A record as a service: it holds what has no value. */
    record Handler(Object lock) {
        String find(long id) {
            return "handled" + id;
        }
    }

    interface Tenanted {
        String tenant();
    }

    static class TenantUsers extends Users implements Tenanted {
        private final String tenant;

        TenantUsers(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public String tenant() {
            return tenant;
        }
    }

    static final class Hidden {
        String reveal(long id) {
            return secret(id);
        }

        private String secret(long id) {
            return "secret" + id;
        }

        methodcache.api.Call1<Long, String> secrets() {
            return this::secret;
        }
    }
}
