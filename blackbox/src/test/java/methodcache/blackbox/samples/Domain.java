package methodcache.blackbox.samples;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What the samples of README and guide are about. */
final class Domain {

    private Domain() {}

    record User(long id, String name, String secret) {
        User withoutSecrets() {
            return new User(id, name, "");
        }
    }

    interface UserService {
        User find(long id);

        default CompletableFuture<User> findAsync(long id) {
            return CompletableFuture.completedFuture(find(id));
        }

        default Map<Long, User> findAll(List<Long> ids) {
            return ids.stream().collect(Collectors.toMap(id -> id, this::find));
        }
    }

    record TenantStore(String tenant) {}

    /** A query without an identity of its own. */
    static final class Query {
        String text() {
            return "text";
        }
    }

    /** A bean: it may change, and has no equals. */
    static final class Filter {
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    interface Directory {
        List<User> list(Filter filter);
    }

    interface Search {
        User run(Query query);
    }

    /** What a site says of a page; the body is null where it hasn't changed. */
    record Answer(String etag, String body) {
        boolean notModified() {
            return body == null;
        }
    }

    interface Site {
        Answer get(String knownEtag);
    }

    static final class Tenant {
        private Tenant() {}

        static String current() {
            return "acme";
        }
    }
}
