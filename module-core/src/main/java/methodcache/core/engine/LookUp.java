package methodcache.core.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLookup;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups without a load. What only the second layer has is published by a flight that loads nothing; where another's flight is in the
 * way, it answers all the same and isn't kept.
 */
final class LookUp {

    private static final CacheLookup<Object> NOTHING = new CacheLookup<>(false, null);

    private final Engine engine;
    private final @Nullable Cluster cluster;
    private final List<Request> requests;
    private final Map<Request, Outcome.Hit> found = new HashMap<>();

    LookUp(Engine engine, @Nullable Cluster cluster, List<Request> requests) {
        this.engine = engine;
        this.cluster = cluster;
        this.requests = requests;
    }

    CompletableFuture<List<CacheLookup<Object>>> run() {
        List<Request> further = new ArrayList<>();
        for (Request request : requests) {
            engine.parts().gate().check(request.key);
            boolean asks = request.usesCache(engine.counters());
            Entry entry = asks ? engine.lookUp(request) : null;
            if (entry != null) {
                found.put(request, new Outcome.Hit(entry, CacheLayer.L1));
            } else if (asks && cluster != null && cluster.concerns(request)) {
                further.add(request);
            }
        }
        return cluster == null || further.isEmpty()
                ? CompletableFuture.completedFuture(results())
                : ask(cluster, further).thenApply(failed -> {
                    List<CacheLookup<Object>> results = results();
                    if (failed && engine.parts().gate().isClosed()) {
                        throw engine.parts().gate().refusal(further.get(0).key);
                    }
                    return results;
                });
    }

    /** Asks, and tells whether that has failed. */
    private CompletableFuture<Boolean> ask(Cluster asked, List<Request> further) {
        Map<Flight, Request> own = new LinkedHashMap<>();
        List<Cluster.Ask> asks = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        Load load = new Load(engine, Load.current(), keys);
        for (Request request : further) {
            Flight mine = Flight.held(request, load);
            boolean claimed = engine.parts().flights().claim(request.key, request.policy.version, () -> mine) == mine;
            asks.add(new Cluster.Ask(request, claimed ? mine : null));
            if (claimed) {
                own.put(mine, request);
                keys.add(request.key);
            }
        }
        load.keysKnown();
        begin(load, own);
        return asked.find(asks).thenApply(entries -> {
            entries.entries().forEach((ask, entry) -> found.put(ask.request(), new Outcome.Hit(entry, CacheLayer.L2)));
            end(load, own);
            return entries.failed();
        });
    }

    private void begin(Load load, Map<Flight, Request> own) {
        if (own.isEmpty()) {
            return;
        }
        try {
            engine.runner().begin(load, List.copyOf(own.keySet()));
        } catch (RuntimeException closed) {
            own.keySet().forEach(flight -> engine.runner().drop(flight, Outcome.RETRY));
            throw closed;
        }
    }

    private void end(Load load, Map<Flight, Request> own) {
        if (own.isEmpty()) {
            return;
        }
        engine.runner().finish(load);
        own.forEach((flight, request) -> {
            Outcome.Hit hit = found.get(request);
            engine.runner().drop(flight, hit == null ? Outcome.RETRY : hit);
        });
        engine.runner().settled(load);
    }

    private List<CacheLookup<Object>> results() {
        List<CacheLookup<Object>> results = new ArrayList<>(requests.size());
        for (Request request : requests) {
            Outcome.Hit hit = found.get(request);
            if (hit == null) {
                request.missed(engine.counters());
                results.add(NOTHING);
            } else {
                results.add(new CacheLookup<>(true, request.hit(hit.entry(), hit.layer(), engine.counters())));
            }
        }
        return results;
    }
}
