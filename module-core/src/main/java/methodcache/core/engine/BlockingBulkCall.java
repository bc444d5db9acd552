package methodcache.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import methodcache.api.CacheInterruptedException;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** A bulk call that loads on the caller's thread, and waits on it. */
public final class BlockingBulkCall extends BulkCall {

    private record Joined(Part part, Flight flight, SyncWaiter waiter) {}

    private final Map<String, Request> requests;
    private final BulkLoading.Blocking loader;
    private final List<Joined> joined = new ArrayList<>();

    /**
     * Makes a call, to be run once.
     *
     * @param engine runs it
     * @param requests by the key that the caller gave, in the caller's order, each store key once
     * @param loader makes the values of the missing ones
     */
    public BlockingBulkCall(Engine engine, Map<String, Request> requests, BulkLoading.Blocking loader) {
        super(engine, requests);
        this.requests = requests;
        this.loader = loader;
    }

    @Override
    BulkLoading loader() {
        return loader;
    }

    /**
     * Makes the call.
     *
     * @return values by the caller's key, in its order
     */
    public Map<String, Object> run() {
        return parts.stream().anyMatch(part -> mayLeaveBehind(part.request.policy)) ? elsewhere() : here();
    }

    private static boolean mayLeaveBehind(CompiledPolicy policy) {
        return policy.hardTimeout > 0 || policy.softTimeout > 0;
    }

    /** A call that may go on without its load has that run on another thread. */
    private Map<String, Object> elsewhere() {
        CompletableFuture<Map<String, Object>> future = new StagedBulkCall(engine, requests, loader).run();
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    requests.values().stream().map(Request::text).toList(), interrupted);
        } catch (ExecutionException failed) {
            throw Thrown.rethrown(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private Map<String, Object> here() {
        try {
            lookUp();
            while (!complete()) {
                List<Own> own = claim();
                if (!own.isEmpty()) {
                    lead(own);
                }
                awaitOthers();
            }
            return result();
        } finally {
            joined.forEach(this::leave);
            fail(null);
        }
    }

    private void lead(List<Own> claimed) {
        Load load = claimed.get(0).flight().load;
        start(claimed, load);
        List<Own> own = claimed;
        Asking asked = ahead(claimed);
        if (asked != null) {
            own = answered(claimed, Cluster.awaited(asked.said, Ahead.interrupted()));
            if (own.isEmpty()) {
                return;
            }
        }
        load(own, load);
    }

    private void load(List<Own> own, Load load) {
        Context context = own.get(0).part().request.context();
        context.load = load;
        Outcome outcome =
                engine.runner().guarded(requests(own), load, () -> checked(own, loader.load(missing(own), context)));
        engine.runner().finish(load);
        boolean gaveUp =
                outcome instanceof Outcome.Failure && Thread.currentThread().isInterrupted();
        CompletableFuture<Void> shared =
                settle(own, outcome, gaveUp, engine.parts().ticker().nanos() - load.began());
        if (!shared.isDone()) {
            Cluster.waitFor(shared);
        }
        Outcome.Failure failure = failure(own, outcome);
        if (failure != null) {
            throw Thrown.rethrown(thrown(load, failure));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the write
    private void start(List<Own> own, Load load) {
        try {
            engine.runner().begin(load, flights(own));
        } catch (RuntimeException closed) {
            settle(own, new Outcome.Failure(closed), false, 0);
            throw closed;
        }
    }

    @Override
    boolean joined(Part part, Flight flight) {
        SyncWaiter waiter = new SyncWaiter();
        if (!engine.meeting().join(flight, waiter)) {
            return false;
        }
        joined.add(new Joined(part, flight, waiter));
        return true;
    }

    /** Waits, after the own keys are loaded. A wait that would close a circle of loads is none: the key is loaded alone. */
    private void awaitOthers() {
        while (!joined.isEmpty()) {
            Joined other = joined.get(joined.size() - 1);
            Part part = other.part();
            if (!other.waiter().mayWait(scope, other.flight().load)) {
                part.alone = true;
                leave(other);
                joined.remove(joined.size() - 1);
                continue;
            }
            Outcome outcome = engine.await(part.request, other.flight(), other.waiter());
            other.waiter().endWait();
            joined.remove(joined.size() - 1);
            take(part, outcome);
        }
    }

    private void take(Part part, Outcome outcome) {
        @Nullable Outcome end = endOf(part, outcome);
        if (end instanceof Outcome.Value value) {
            answer(part, value.value());
        } else if (end instanceof Outcome.Hit hit) {
            hit(part, hit.entry(), hit.layer());
        } else if (end instanceof Outcome.Failure failure) {
            throw Thrown.rethrown(thrown(part, failure));
        }
    }

    private void leave(Joined other) {
        engine.meeting().leave(other.flight(), other.waiter());
    }
}
