package consumer.users;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the application caches calls of. */
public interface UserService {

    /** A service that counts its calls. */
    static UserService counting() {
        return new CountingUsers();
    }

    User find(long id);

    List<User> search(Query query);

    int count(Filter filter);

    List<User> match(SearchForm form);

    CompletionStage<User> findAsync(long id);

    /** How many calls of the other methods but {@code count} came through since this was asked last. */
    int calls();
}
