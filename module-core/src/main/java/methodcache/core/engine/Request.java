package methodcache.core.engine;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.ServiceLookup;
import methodcache.core.key.StoreKeys;
import methodcache.core.layer.SecondLayer;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Early;
import org.jspecify.annotations.Nullable;

/**
 * One call that wasn't answered on the hit path: its key, policy and loader, and what it tells hooks, sinks and counters. Used by
 * one thread at a time, except that its call may end while its flight goes on for others.
 */
public final class Request {

    private static final ServiceLookup NO_SERVICES = ServiceLookup.of(Map.of());

    final Object key;
    final CompiledPolicy policy;
    final @Nullable Loading loading;

    /** The key that the caller gave; null where it is made from the call. */
    private @Nullable String given;

    private List<@Nullable Object> arguments = List.of();
    private Map<String, Object> scope = Map.of();
    private ServiceLookup services = NO_SERVICES;
    private @Nullable Context context;

    @Nullable
    ValueType type;

    @Nullable
    Duration timeout;

    /** Whether L1 isn't to answer: a refresh, or an entry there is of another type. */
    boolean fresh;

    /** Whether no layer is to answer: the caller asks for a fresh value. */
    private boolean refreshes;

    /** What the value is, by what is called; null where that doesn't tell. */
    private @Nullable Type derived;

    /** Whether a condition said that the cache isn't to be asked. */
    private boolean bypasses;

    /** Whether nobody waits for it: the cache makes it by itself. */
    private boolean background;

    /** The entry that it is to replace; null where there is none. */
    private @Nullable Entry renewed;

    /** Whether its loader isn't run. */
    private boolean refused;

    /** Whether a miss leads to a load: it isn't a mere look-up. */
    private boolean loads;

    /** Whether this call's own loader ran, or is to run; otherwise it joined another's load. */
    boolean led;

    /** Whether a layer has answered it. */
    boolean found;

    /** Whether it leads, and its loader needn't run. Guarded by the monitor. */
    private boolean unneeded;

    /** Whether it has ended, and was taken for one whose loader runs. Guarded by the monitor. */
    private boolean countedAsLoad;

    /** Whether it has ended, and was taken for one that joined another's load. Guarded by the monitor. */
    private boolean countedAsJoin;

    /** Whether it was counted how the load that it leads has ended. Guarded by the monitor. */
    private boolean ended;

    /** Carries the caller's context to the thread that runs {@link #task}. */
    @Nullable
    Runnable propagated;

    @Nullable
    Runnable task;

    /**
     * Makes a request.
     *
     * @param key the store key
     * @param policy the policy of the call
     * @param loading makes the value; null for a look-up
     */
    public Request(Object key, CompiledPolicy policy, @Nullable Loading loading) {
        this.key = key;
        this.policy = policy;
        this.loading = loading;
        this.loads = loading != null;
    }

    /**
     * Says which key the caller gave.
     *
     * @param asked the key; null where it is made from the call
     * @return this
     */
    public Request given(@Nullable String asked) {
        given = asked;
        return this;
    }

    /**
     * Says what the value must be.
     *
     * @param expected its type; null for any
     * @return this
     */
    public Request type(@Nullable ValueType expected) {
        type = expected;
        return this;
    }

    /**
     * Says what the value is by what is called, for the second layer: where the call itself says no type.
     *
     * @param known its type; null where that isn't known
     * @return this
     */
    public Request derived(@Nullable Type known) {
        derived = known;
        return this;
    }

    /**
     * Limits how long the call may take.
     *
     * @param limit positive; null for no limit
     * @return this
     */
    public Request timeout(@Nullable Duration limit) {
        timeout = limit;
        return this;
    }

    /**
     * Says what conditions, loaders and hooks see.
     *
     * @param arguments of the call by method reference
     * @param scope the parts of the scope
     * @param services finds services
     * @return this
     */
    public Request seen(List<@Nullable Object> arguments, Map<String, Object> scope, ServiceLookup services) {
        this.arguments = arguments;
        this.scope = scope;
        this.services = services;
        return this;
    }

    /**
     * Says that the call loads, although this request's own loader doesn't: it is one key of many.
     *
     * @return this
     */
    public Request loaded() {
        loads = true;
        return this;
    }

    /**
     * Asks for a load whatever L1 has.
     *
     * @return this
     */
    public Request refresh() {
        fresh = true;
        refreshes = true;
        if (policy.sinks != null) {
            policy.sinks.refresh(text());
        }
        return this;
    }

    /**
     * The same call, made by the cache itself: for a fresh value, though another node may have loaded it.
     *
     * @param entry what it is to replace; null where nothing is known
     */
    Request inBackground(@Nullable Entry entry) {
        Request again = new Request(key, policy, loading)
                .given(given)
                .type(type)
                .derived(derived)
                .seen(arguments, scope, services);
        again.loads = loads;
        again.fresh = true;
        again.background = true;
        again.renewed = entry;
        return again;
    }

    boolean isBackground() {
        return background;
    }

    @Nullable
    Entry renewed() {
        return renewed;
    }

    /** A refresh begins that nobody has asked for. */
    void toldOfRefresh() {
        if (policy.sinks != null) {
            policy.sinks.refresh(text());
        }
    }

    /** A refresh couldn't be begun. */
    void notBegun(Counters counters) {
        missed(counters);
    }

    /** Its loader isn't run: it counts as refused, and not as one that has failed. */
    void refused() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    /**
     * Whether what the second layer has is an answer: to a refresh in the background only what another node has loaded meanwhile.
     *
     * @param found what it has
     * @param now by the ticker
     */
    boolean takes(SecondLayer.Found found, long now) {
        Early early = policy.early;
        if (!background || early == null) {
            return true;
        }
        if (early.interval() > 0) {
            return found.age() < early.interval();
        }
        Entry entry = renewed;
        return entry != null && found.left() > Math.max(entry.left(now), entry.reach(early));
    }

    String text() {
        return given != null && scope.isEmpty() ? given : StoreKeys.text(key);
    }

    List<@Nullable Object> arguments() {
        return arguments;
    }

    /** The scope as text, for tags and what it depends on. */
    String scope() {
        return scope.isEmpty() ? StoreKeys.NO_SCOPE : StoreKeys.scope(scope);
    }

    Context context() {
        Context made = context;
        if (made == null) {
            made = new Context(given != null ? given : StoreKeys.text(key), arguments, scope, services);
            context = made;
        }
        return made;
    }

    /** What the loader said of the state of its source. */
    @Nullable
    String etag() {
        return context == null ? null : context.etag();
    }

    /** Whether the cache is asked at all. */
    boolean usesCache(Counters counters) {
        // What is refreshed in the background was hit by a call whose conditions held.
        bypasses = policy.off || (!background && !conditionsHold(counters));
        return !bypasses;
    }

    private boolean conditionsHold(Counters counters) {
        try {
            for (Predicate<? super CacheContext> condition : policy.conditions) {
                if (!condition.test(context())) {
                    return false;
                }
            }
            return true;
        } catch (Throwable failure) {
            counters.callbackFailed("a condition of when(…)", policy, key, failure);
            return false;
        }
    }

    /** Whether a value past its life may answer it when its load fails: not for one who asks for a fresh one, or doesn't load. */
    boolean allowsStale() {
        return policy.maxStale > 0 && loads && !fresh && !bypasses;
    }

    /** Whether the caller asks for a fresh value, or the cache does. */
    boolean asksForFresh() {
        return refreshes || background;
    }

    /** Whether L1 isn't asked. */
    boolean passesL1() {
        return fresh || !policy.readsL1;
    }

    /** Whether the second layer may answer it. */
    boolean readsCluster() {
        return policy.readsL2 && !refreshes && !bypasses;
    }

    /** Whether what the second layer holds is outdated by what it loads, be that kept or not. */
    boolean outdatesCluster() {
        return (refreshes || background) && policy.writesL2;
    }

    /** Whether it runs a loader of its own. */
    boolean isLoad() {
        return loading != null;
    }

    /** What the second layer is told of the value's type; null for nothing. */
    @Nullable
    Type stored() {
        return type != null ? type.full() : derived;
    }

    /** Whether what another's flight was answered with from a layer is an answer: to a refresh it isn't, which then leads. */
    boolean takes(Outcome.Hit hit) {
        return !refreshes && fits(hit.entry());
    }

    boolean fits(Entry entry) {
        return type == null || type.fits(entry);
    }

    boolean holds(@Nullable Object value) {
        return type == null || type.holds(value);
    }

    /** Whether what a flight loads can be what this call asks for. */
    boolean agrees(Flight flight) {
        return type == null || type.agrees(flight.type);
    }

    /** The call was answered from L1. */
    @Nullable
    Object hit(Entry entry, Counters counters) {
        return hit(entry, CacheLayer.L1, counters);
    }

    /** The call was answered from a layer. */
    @Nullable
    Object hit(Entry entry, CacheLayer layer, Counters counters) {
        found = true;
        if (background) {
            missed(counters);
            return entry.value;
        }
        policy.tally.hit();
        if (layer == CacheLayer.L2) {
            policy.tally.l2Hits.increment();
        }
        if (policy.sinks != null && policy.sinks.hearHits) {
            policy.sinks.hit(text(), layer);
        }
        if (!policy.onHit.isEmpty()) {
            context().layer = layer;
            run(policy.onHit, "a hook of onHit(…)", counters);
        }
        return transformed(entry.value);
    }

    /** It has waited for a distributed lock. */
    void lockWaited(long nanos) {
        policy.tally.lockWaits.increment();
        policy.tally.lockNanos.add(nanos);
        if (policy.sinks != null) {
            policy.sinks.lockWait(text(), nanos);
        }
    }

    /** The call wasn't answered from a layer; said once, when it has ended. */
    void missed(Counters counters) {
        countJoin();
        if (background) {
            return;
        }
        policy.tally.misses.increment();
        if (policy.sinks != null) {
            policy.sinks.miss(text());
        }
        if (!policy.onMiss.isEmpty()) {
            context().layer = CacheLayer.SOURCE;
            run(policy.onMiss, "a hook of onMiss(…)", counters);
        }
    }

    /** A call that leads and has ended before its flight counts as one whose loader runs, until that is known not to. */
    private synchronized void countJoin() {
        if (loads && refused && !led) {
            policy.tally.refusals.increment();
        } else if (loads && (!led || unneeded)) {
            countedAsJoin = !led;
            policy.tally.joins.increment();
        } else {
            countedAsLoad = loads;
        }
    }

    /** Its own loader is to run; also where its caller has just given up, and it was counted before it could be known to lead. */
    synchronized void leads() {
        led = true;
        ended = false;
        unneeded = false;
        if (countedAsJoin) {
            countedAsJoin = false;
            countedAsLoad = true;
            policy.tally.joins.decrement();
        }
    }

    /** The flight that it leads was answered without its loader. */
    synchronized void unneeded() {
        if (!endsNow()) {
            return;
        }
        unneeded = true;
        if (countedAsLoad) {
            countedAsLoad = false;
            policy.tally.joins.increment();
        }
    }

    /** True for the first end of a load that it leads: one that is cancelled just as its answer comes has two. */
    private synchronized boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    @Nullable
    Object transformed(@Nullable Object value) {
        Object result = value;
        for (UnaryOperator<Object> transform : policy.transforms) {
            if (result == null) {
                return null;
            }
            result = transform.apply(result);
        }
        return result;
    }

    /** It is answered with a value past its life. */
    void staleServed() {
        if (policy.sinks != null) {
            policy.sinks.stale(text());
        }
    }

    void loaded(long nanos) {
        if (!endsNow()) {
            return;
        }
        policy.tally.loads.increment();
        if (policy.sinks != null) {
            policy.sinks.load(text(), nanos);
        }
    }

    void loadFailed(long nanos, Throwable failure) {
        if (!endsNow()) {
            return;
        }
        if (refused) {
            policy.tally.refusals.increment();
            return;
        }
        policy.tally.loadFailures.increment();
        if (policy.sinks != null) {
            policy.sinks.loadFailure(text(), nanos, failure);
        }
    }

    private void run(List<Consumer<? super CacheContext>> hooks, String what, Counters counters) {
        for (Consumer<? super CacheContext> hook : hooks) {
            try {
                hook.accept(context());
            } catch (Throwable failure) {
                counters.callbackFailed(what, policy, key, failure);
            }
        }
    }
}
