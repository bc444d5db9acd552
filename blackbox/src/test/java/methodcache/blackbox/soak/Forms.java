package methodcache.blackbox.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import methodcache.api.BulkLoader;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoader;
import methodcache.api.CacheLookup;
import methodcache.api.CacheSource;
import methodcache.api.MethodCache;
import methodcache.api.WarmingRate;
import methodcache.api.policy.CachePolicy;
import methodcache.blackbox.soak.Call.Kind;
import methodcache.blackbox.soak.Group.Word;
import methodcache.blackbox.soak.Source.Plan;

/** The forms of calls. Each counts what it asks for, and has what it is given judged. Thread-safe. */
final class Forms {

    private final World world;
    private final Source source;
    private final Tally tally;

    Forms(World world) {
        this.world = world;
        source = world.source;
        tally = world.tally;
    }

    /** One call that waits; by a policy that is kept, or words. */
    void blocking(SplittableRandom random, Slot slot) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        String key = key(group, random);
        Plan plan = world.plan(group, cache, random.nextLong());
        boolean kept = !group.says(Word.FALLBACK) && random.nextBoolean();
        CachePolicy policy = random.nextInt(50) == 0 ? world.thrownAway(group) : group.policy;
        CacheLoader<String> loader = context -> source.load(context, plan);
        switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                one(
                        node,
                        "getOrCreate",
                        Kind.LOAD,
                        group,
                        key,
                        slot,
                        call -> kept
                                ? cache.getOrCreate(key, String.class, loader, policy)
                                : cache.getOrCreate(key, String.class, loader, group::say));
            case 3 ->
                one(
                        node,
                        "untyped getOrCreate",
                        Kind.LOAD,
                        group,
                        key,
                        slot,
                        call -> kept
                                ? cache.getOrCreate(key, loader, policy)
                                : cache.getOrCreate(key, loader, group::say));
            case 4 -> {
                CacheSource<String> lambda = () -> source.load(null, key, plan);
                one(
                        node,
                        "lambda",
                        Kind.LOAD,
                        group,
                        key,
                        slot,
                        call -> limited(said(cache.cache(lambda), group, key), call, random)
                                .execute());
            }
            case 5 ->
                one(
                        node,
                        "reference",
                        Kind.LOAD,
                        group,
                        key,
                        slot,
                        call -> said(cache.<String, Plan, String>call(this::loadByReference, key, plan), group, key)
                                .execute());
            case 6 ->
                one(
                        node,
                        "awaited stage",
                        Kind.LOAD,
                        group,
                        key,
                        slot,
                        call -> limited(
                                        said(cache.<String>cacheAsync(() -> source.stage(null, key, plan)), group, key),
                                        call,
                                        random)
                                .execute());
            default -> {
                CacheSource<String> lambda = () -> source.load(null, key, plan);
                one(
                        node,
                        "refresh",
                        Kind.REFRESH,
                        group,
                        key,
                        slot,
                        call -> said(cache.cache(lambda), group, key).refresh());
            }
        }
    }

    private String loadByReference(String key, Plan plan) throws Exception {
        return source.load(null, key, plan);
    }

    private static CacheCall<String> said(CacheCall<String> call, Group group, String key) {
        CacheCall<String> said = call.withKey(key).withType(String.class);
        group.say(said);
        return said;
    }

    private CacheCall<String> limited(CacheCall<String> said, Call call, SplittableRandom random) {
        if (world.patient || random.nextInt(3) > 0) {
            return said;
        }
        call.limited = true;
        return said.withTimeout(Duration.ofMillis(1 + random.nextInt(100)));
    }

    /** What a blocking call does. */
    private interface Asking {
        Object ask(Call call);
    }

    private void one(int node, String form, Kind kind, Group group, String key, Slot slot, Asking asking) {
        Call call = new Call(world, node, form, kind, group, List.of(key));
        tally.asked.increment();
        slot.enter(call);
        try {
            Object value = asking.ask(call);
            slot.leave();
            call.value(key, value);
        } catch (Throwable thrown) {
            slot.leave();
            call.failed(thrown);
        }
    }

    /** A call from within a loader, on its thread. */
    Runnable nested(Plan plan) {
        return () -> {
            int node = world.caches.indexOf(plan.cache());
            Group group = plan.group;
            String key = group.keys.get((int) ((plan.next().nextInt() & 0xFFFFL) % group.keys.size()));
            Call call = new Call(world, node, "nested getOrCreate", Kind.LOAD, group, List.of(key));
            // Whoever waits for its loader may be interrupted.
            call.interrupted = !world.patient;
            tally.asked.increment();
            try {
                String value =
                        plan.cache().getOrCreate(key, String.class, context -> source.load(context, plan), group::say);
                call.value(key, value);
            } catch (Throwable thrown) {
                call.failed(thrown);
                throw thrown;
            }
        };
    }

    /** One call with a future; tells it. */
    void future(SplittableRandom random) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        String key = key(group, random);
        Plan plan = world.plan(group, cache, random.nextLong());
        int form = random.nextInt(6);
        Kind kind = form == 5 ? Kind.REFRESH : Kind.LOAD;
        String name = "future " + form;
        Call call = new Call(world, node, name, kind, group, List.of(key));
        tally.asked.increment();
        CompletableFuture<String> future = switch (form) {
            case 0 ->
                cache.getOrCreateAsync(
                        key, String.class, CacheLoader.blocking(context -> source.load(context, plan)), group::say);
            case 1 ->
                cache.getOrCreateAsync(key, String.class, context -> source.stage(context, key, plan), group::say);
            case 2 -> cache.getOrCreateAsync(key, context -> source.stage(context, key, plan), group::say);
            case 3 -> {
                CacheSource<String> lambda = () -> source.load(null, key, plan);
                yield limited(said(cache.cache(lambda), group, key), call, random)
                        .executeAsync();
            }
            case 4 ->
                limited(said(cache.<String>cacheAsync(() -> source.stage(null, key, plan)), group, key), call, random)
                        .executeAsync();
            default -> {
                CacheSource<String> lambda = () -> source.load(null, key, plan);
                yield said(cache.cache(lambda), group, key).refreshAsync();
            }
        };
        world.track(future, true, call, value -> call.value(key, value), random);
    }

    // ---------------------------------------------------------------- many keys

    void bulk(SplittableRandom random, Slot slot) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        List<String> keys = keys(group, random);
        Plan plan = world.plan(group, cache, random.nextLong());
        BulkLoader<String> loader = (missing, context) -> source.loadMany(missing, context, plan);
        int form = random.nextInt(4);
        Call call = new Call(world, node, "bulk " + form, Kind.LOAD, group, keys);
        tally.asked.add(keys.size());
        if (form >= 2) {
            CompletableFuture<Map<String, String>> future = form == 2
                    ? cache.getOrCreateManyAsync(keys, String.class, BulkLoader.blocking(loader), group::say)
                    : cache.getOrCreateManyAsync(
                            keys,
                            String.class,
                            (missing, context) -> source.stageMany(missing, context, plan),
                            group::say);
            world.track(future, true, call, values -> values.forEach(call::value), random);
            return;
        }
        slot.enter(call);
        try {
            Map<String, String> values = form == 0
                    ? cache.getOrCreateMany(keys, String.class, loader, group::say)
                    : cache.getOrCreateMany(keys, loader, group::say);
            slot.leave();
            values.forEach(call::value);
        } catch (Throwable thrown) {
            slot.leave();
            call.failed(thrown);
        }
    }

    void warm(SplittableRandom random) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        List<String> keys = keys(group, random);
        Plan plan = world.plan(group, cache, random.nextLong());
        WarmingRate rate = new WarmingRate(500, 1 + random.nextInt(4), 1 + random.nextInt(5));
        Call call = new Call(world, node, "warm", Kind.WARM, group, keys);
        // A batch that meets a remembered failure asks for its further keys no more, though they count.
        boolean counts = !group.says(Word.FAILURES);
        CachePolicy policy = counts ? group.warming : group.policy;
        if (!counts) {
            tally.asked.add(keys.size());
        }
        var future = random.nextBoolean()
                ? cache.warm(keys, String.class, context -> source.load(context, plan), rate, policy)
                : cache.warmMany(
                        keys,
                        String.class,
                        (missing, context) -> source.loadMany(missing, context, plan),
                        rate,
                        policy);
        world.track(
                future,
                counts,
                call,
                report -> {
                    int sum = report.loaded() + report.present() + report.failed();
                    call.check(sum == keys.size(), "reports " + report);
                    report.failures().values().forEach(call::failed);
                },
                random);
    }

    // ---------------------------------------------------------------- without a load

    /** Nobody is interrupted: whether a look-up has found anything is told to its caller alone. */
    void lookUp(SplittableRandom random) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        if (random.nextInt(3) == 0 && !group.says(Word.NULLS)) {
            List<String> keys = keys(group, random);
            Call call = new Call(world, node, "tryGetMany", Kind.LOOK_UP, group, keys);
            tally.asked.add(keys.size());
            Map<String, String> found = cache.tryGetMany(keys, String.class);
            tally.vain.add(keys.size() - found.size());
            found.forEach(call::value);
            return;
        }
        String key = key(group, random);
        one(node, "tryGet", Kind.LOOK_UP, group, key, new Slot(), call -> {
            CacheLookup<String> found = random.nextBoolean()
                    ? cache.tryGet(key, String.class)
                    : cache.<String>tryGetAsync(key).join();
            if (!found.found()) {
                tally.vain.increment();
            }
            return found.value();
        });
    }

    void put(SplittableRandom random) {
        int node = random.nextInt(world.caches.size());
        MethodCache cache = world.caches.get(node);
        Group group = group(random);
        String key = key(group, random);
        long began = world.ledger.tick();
        String value = random.nextInt(10) == 0 ? null : source.given(key, began);
        if (random.nextBoolean()) {
            cache.put(key, value, group.policy);
        } else {
            cache.put(key, value, p -> p.withPolicy(group.policy));
        }
        world.ledger.invalidated(node, List.of(key), began, false);
        if (value != null) {
            source.isGiven(value);
        }
    }

    static Group group(SplittableRandom random, List<Group> groups) {
        return groups.get(random.nextInt(groups.size()));
    }

    private Group group(SplittableRandom random) {
        return group(random, world.groups);
    }

    private static String key(Group group, SplittableRandom random) {
        // Some keys more often than others.
        return group.keys.get(Math.min(random.nextInt(group.keys.size()), random.nextInt(group.keys.size())));
    }

    static List<String> keys(Group group, SplittableRandom random) {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        int most = 1 + random.nextInt(5);
        for (int i = 0; i < most; i++) {
            keys.add(key(group, random));
        }
        return new ArrayList<>(keys);
    }
}
