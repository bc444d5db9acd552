package consumer.users;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

final class CountingUsers implements UserService {

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public User find(long id) {
        calls.incrementAndGet();
        return new User(id, "user " + id);
    }

    @Override
    public List<User> search(Query query) {
        calls.incrementAndGet();
        return List.of(new User(query.page(), query.name()));
    }

    @Override
    public int count(Filter filter) {
        return filter.names().size();
    }

    @Override
    public List<User> match(SearchForm form) {
        calls.incrementAndGet();
        return List.of(new User(form.getPage(), form.getName()));
    }

    @Override
    public CompletionStage<User> findAsync(long id) {
        return CompletableFuture.completedFuture(find(id));
    }

    @Override
    public int calls() {
        return calls.getAndSet(0);
    }
}
