package methodcache.core.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLoadException;
import methodcache.core.layer.SecondLayer;
import org.jspecify.annotations.Nullable;

/**
 * Many keys asked for by one call, in rounds: look up what is there, join what others load, lead the rest with one call of the
 * loader, then wait for the others. Own keys come first, so that two calls over the same keys can't wait for each other. A second
 * round is only needed when a load that was joined is abandoned by its leader.
 *
 * <p>What blocks and what doesn't is in {@link BlockingBulkCall} and {@link StagedBulkCall}.
 */
abstract class BulkCall {

    /** One key of the call. */
    static final class Part {

        final String userKey;
        final Request request;

        @Nullable
        Object value;

        boolean alone;

        /** Why there is no answer to it, though there may be one to others; written before the call ends. */
        @Nullable
        Throwable failure;

        private final AtomicBoolean answered = new AtomicBoolean();

        Part(String userKey, Request request) {
            this.userKey = userKey;
            this.request = request;
        }

        boolean answered() {
            return answered.get();
        }

        /** Why there is no answer to it, or none of the type that the call says; once the call has ended. */
        @Nullable
        Throwable failure() {
            return failure == null && !request.holds(value)
                    ? Engine.ofAnotherType(request, value).cause()
                    : failure;
        }

        /** True for the first to answer it, or to end its wait: its call is told of once. */
        boolean answer(@Nullable Object with) {
            boolean first = answered.compareAndSet(false, true);
            if (first) {
                value = with;
            }
            return first;
        }
    }

    /** A key that this call loads, and its flight. */
    record Own(Part part, Flight flight) {}

    final Engine engine;
    final Counters counters;
    final List<Part> parts;

    /** The load whose loader makes this call. */
    @Nullable
    Load scope;

    BulkCall(Engine engine, Map<String, Request> requests) {
        this.engine = engine;
        this.counters = engine.counters();
        this.parts = new ArrayList<>(requests.size());
        requests.forEach((key, request) -> parts.add(new Part(key, request)));
    }

    /** Answers what L1 has, and says which keys the cache isn't asked for. */
    final void lookUp() {
        Map<String, Entry> early = new HashMap<>(0);
        for (Part part : parts) {
            part.alone = !part.request.usesCache(counters);
            Entry entry = part.alone ? null : engine.lookUp(part.request);
            if (entry != null) {
                if (engine.refreshing().isDue(entry, part.request.policy)) {
                    early.put(part.userKey, entry);
                }
                hit(part, entry);
            } else {
                scope = engine.enter(part.request);
                remembered(part);
            }
        }
        if (!early.isEmpty()) {
            Map<String, Request> requests = new LinkedHashMap<>();
            parts.forEach(part -> requests.put(part.userKey, part.request));
            engine.refreshing().hits(requests, early, loader());
        }
    }

    /** A key whose load has failed before, which is remembered: its fallback answers it, or the call fails. */
    private void remembered(Part part) {
        Outcome.Failure failure = part.alone ? null : engine.rescue().remembered(part.request);
        Outcome end = failure == null ? null : engine.rescue().orElse(part.request, failure);
        if (end instanceof Outcome.Value value) {
            answer(part, value.value());
        } else if (end instanceof Outcome.Failure thrown) {
            throw Thrown.rethrown(thrown(part, thrown));
        }
    }

    /** What makes the values. */
    abstract BulkLoading loader();

    private void hit(Part part, Entry entry) {
        hit(part, entry, CacheLayer.L1);
    }

    final void hit(Part part, Entry entry, CacheLayer layer) {
        if (part.answer(entry.value)) {
            part.value = part.request.hit(entry, layer, counters);
        }
    }

    /** Asks the cluster for own keys that the cache may be asked for; null where there is nothing to ask. */
    final @Nullable Asking ahead(List<Own> own) {
        List<Cluster.Ask> asks = new ArrayList<>(own.size());
        for (Own led : own) {
            if (!led.part.alone) {
                asks.add(new Cluster.Ask(led.part.request, led.flight));
            }
        }
        return asks.isEmpty() ? null : engine.runner().ahead(asks);
    }

    /** Answers what the cluster has, and tells what is left to load. */
    final List<Own> answered(List<Own> own, Ahead ahead) {
        List<Own> left = new ArrayList<>();
        int found = 0;
        for (Own led : own) {
            Entry entry = ahead.found().get(led.flight);
            if (entry == null) {
                left.add(led);
                continue;
            }
            led.part.request.unneeded();
            // Who has left it has said so to the load.
            found += led.flight.isWanted() ? 1 : 0;
            engine.runner().drop(led.flight, new Outcome.Hit(entry, CacheLayer.L2));
            hit(led.part, entry, CacheLayer.L2);
        }
        Load load = own.get(0).flight.load;
        if (left.isEmpty()) {
            engine.runner().finish(load);
            engine.runner().settled(load);
        } else {
            for (; found > 0; found--) {
                load.unwanted();
            }
            engine.runner().restart(load, ahead);
        }
        return left;
    }

    final void answer(Part part, @Nullable Object value) {
        if (part.answer(value)) {
            part.request.missed(counters);
        }
    }

    /** A key that is asked for again after its flight was abandoned. */
    final void again(Part part) {
        Entry late = part.alone ? null : engine.lookUp(part.request);
        if (late != null) {
            hit(part, late);
        }
    }

    /** Whoever is still without an answer has none to come. */
    final void fail(@Nullable Throwable why) {
        for (Part part : parts) {
            if (!part.answered() && part.failure == null) {
                part.failure = why;
            }
            answer(part, null);
        }
    }

    /** Joins or starts the flight of every key without an answer. */
    final List<Own> claim() {
        List<Object> keys = new ArrayList<>();
        Load load = new Load(engine, scope, keys);
        List<Own> own = new ArrayList<>();
        boolean claimed = false;
        try {
            for (Part part : parts) {
                if (!part.answered()) {
                    claim(part, load, own);
                }
            }
            claimed = true;
        } finally {
            if (!claimed) {
                own.forEach(led -> engine.runner().drop(led.flight, Outcome.RETRY));
            }
        }
        for (Own led : own) {
            led.part.request.leads();
            keys.add(led.part.request.key);
        }
        load.keysKnown();
        return own;
    }

    private void claim(Part part, Load load, List<Own> own) {
        Request request = part.request;
        while (!part.answered()) {
            Flight mine = Flight.held(request, load);
            if (part.alone) {
                own.add(new Own(part, mine));
                return;
            }
            Flight flight = engine.parts().flights().claim(request.key, request.policy.version, () -> mine);
            if (flight != mine) {
                if (!request.agrees(flight)) {
                    part.alone = true;
                    continue;
                }
                if (joined(part, flight)) {
                    return;
                }
                again(part);
                continue;
            }
            Entry late = engine.meeting().lateEntry(request, mine);
            if (late == null) {
                own.add(new Own(part, mine));
                return;
            }
            hit(part, late);
        }
    }

    /** Waits for another's flight from now on; false when it is over, or waiting for it would close a circle. */
    abstract boolean joined(Part part, Flight flight);

    static List<Request> requests(List<Own> own) {
        return own.stream().map(led -> led.part.request).toList();
    }

    static List<Flight> flights(List<Own> own) {
        return own.stream().map(Own::flight).toList();
    }

    static List<String> missing(List<Own> own) {
        List<String> keys = new ArrayList<>(own.size());
        own.forEach(led -> keys.add(led.part.userKey));
        return Collections.unmodifiableList(keys);
    }

    /** The values of the keys that were asked for, checked and copied: whatever the loader's map does, it does here. */
    static Map<String, Object> checked(List<Own> own, @Nullable Object loaded) {
        if (!(loaded instanceof Map<?, ?> values)) {
            throw new CacheLoadException(
                    "its loader returned null instead of a map",
                    own.get(0).flight.load.texts(),
                    null);
        }
        Map<String, Object> asked = new HashMap<>();
        for (Own led : own) {
            Object value = values.get(led.part.userKey);
            Thrown.refuseUncacheable(led.part.request.key, value);
            if (values.containsKey(led.part.userKey)) {
                asked.put(led.part.userKey, value);
            }
        }
        return asked;
    }

    /** Counts, keeps and hands out what a loader gave; or tells the failure. Every flight is completed, whatever happens. */
    final CompletableFuture<Void> settle(List<Own> own, Outcome outcome, boolean gaveUp, long nanos) {
        List<SecondLayer.Shared> shared = new ArrayList<>();
        Map<?, ?> values =
                outcome instanceof Outcome.Value value && value.value() instanceof Map<?, ?> map ? map : null;
        try {
            own.get(0).part.request.policy.tally.loadNanos.add(nanos);
            for (Own led : own) {
                tell(led.part, values != null, outcome, nanos);
                if (outcome instanceof Outcome.Failure failure && !led.part.alone) {
                    engine.runner().remember(led.flight, led.part.request, failure.cause());
                }
                Object value = values == null ? null : values.get(led.part.userKey);
                if (values != null && !led.part.alone && led.part.request.holds(value)) {
                    SecondLayer.Shared kept = engine.runner().keep(led.flight, led.part.request, value, nanos);
                    if (kept != null) {
                        shared.add(kept);
                    }
                }
            }
        } finally {
            for (Own led : own) {
                Outcome told = values != null ? loaded(values, led.part.userKey) : gaveUp ? Outcome.RETRY : outcome;
                engine.runner().drop(led.flight, told);
            }
            if (shared.isEmpty()) {
                engine.runner().settled(own.get(0).flight.load);
            }
        }
        if (values != null) {
            own.forEach(led -> answer(led.part, values.get(led.part.userKey)));
        }
        return shared.isEmpty() ? Cluster.DONE : engine.runner().share(own.get(0).flight.load, shared);
    }

    private static Outcome loaded(Map<?, ?> values, String userKey) {
        return values.containsKey(userKey) ? new Outcome.Value(values.get(userKey)) : Outcome.ABSENT;
    }

    /** How a wait has ended; a key that another load of many had no answer for has no value. */
    final @Nullable Outcome endOf(Part part, Outcome outcome) {
        return outcome instanceof Outcome.Absent ? new Outcome.Value(null) : engine.orAgain(part.request, outcome);
    }

    private void tell(Part part, boolean loaded, Outcome outcome, long nanos) {
        if (loaded) {
            part.request.loaded(nanos);
        } else if (outcome instanceof Outcome.Failure failure) {
            part.request.loadFailed(nanos, failure.cause());
        }
    }

    final boolean complete() {
        for (Part part : parts) {
            if (!part.answered()) {
                return false;
            }
        }
        return true;
    }

    final Map<String, Object> result() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.value != null) {
                values.put(part.userKey, part.value);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /**
     * Answers own keys with the values that were there before, or what their fallbacks make, where there is something for each; else answers
     * none, and tells the failure.
     */
    private Outcome.@Nullable Failure answeredOtherwise(List<Own> own, Outcome.Failure failure) {
        Rescue rescue = engine.rescue();
        Map<Part, Entry> stale = new LinkedHashMap<>();
        Map<Part, Object> made = new LinkedHashMap<>();
        for (Own led : own) {
            Entry entry = led.part.answered() ? null : rescue.after(failure, led.part.request);
            if (entry != null) {
                stale.put(led.part, entry);
            }
        }
        for (Own led : own) {
            if (!led.part.answered() && !stale.containsKey(led.part)) {
                Outcome end = rescue.fallback(failure, led.part.request);
                if (end instanceof Outcome.Failure thrown) {
                    return thrown;
                }
                made.put(led.part, end instanceof Outcome.Value value ? value.value() : null);
            }
        }
        stale.forEach((part, entry) -> {
            rescue.serve(entry, part.request);
            answer(part, entry.value);
        });
        made.forEach((part, value) -> {
            rescue.fellBack(part.request);
            answer(part, value);
        });
        return null;
    }

    /**
     * Why this call's own load is no answer to it; null where it is one. A value of another type than the call says is the call's failure,
     * as that of a single key is; the others are kept, and given to whoever has joined.
     */
    final Outcome.@Nullable Failure failure(List<Own> own, Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            return answeredOtherwise(own, failure);
        }
        for (Own led : own) {
            if (!led.part.request.holds(led.part.value)) {
                return Engine.ofAnotherType(led.part.request, led.part.value);
            }
        }
        return null;
    }

    /** The failure of a key that another call loads, as this one's caller is thrown it. */
    final Throwable thrown(Part part, Outcome.Failure failure) {
        return engine.failure(part.request, failure);
    }

    /** The failure of this call's own load, as its caller is thrown it. */
    static Throwable thrown(Load load, Outcome.Failure failure) {
        return Engine.failure(load.texts(), failure.cause());
    }
}
