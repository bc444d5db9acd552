package methodcache.blackbox.simulation;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheLookup;
import methodcache.api.CollectedInvalidations;
import methodcache.api.policy.CachePolicy;
import org.jspecify.annotations.Nullable;

/** Plays one schedule. */
final class World implements AutoCloseable {

    private static final List<String> KEYS = List.of("a:1", "a:2", "b:1", "b:2", "c:1", "c:2");
    private static final List<String> TAGS = List.of("t:1", "t:2", "u:1", "u:22");
    private static final List<String> PREFIXES = List.of("a", "a:", "b:", "c:2");
    private static final List<String> PATTERNS = List.of("t:*", "*1", "u:?", "u:22", "x*");
    private static final List<String> TENANTS = List.of("", "acme");

    private final long seed;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final boolean roomy;

    /** Whether values may be served after they have expired, where loads fail. */
    private final boolean stale;

    private final int linked;
    private int step;
    private int numbers;

    /** A world of nodes that aren't connected, each with a model of its own. */
    World(long seed, int size) {
        this.seed = seed;
        random = new Random(seed);
        roomy = random.nextBoolean();
        linked = random.nextInt(3);
        stale = random.nextBoolean();
        for (int number = 1; number <= size; number++) {
            nodes.add(new Node("node" + number, new Model(KEYS, TAGS, roomy), roomy ? 1_000 : 4));
        }
    }

    void play(int steps) {
        try {
            for (step = 1; step <= steps; step++) {
                act(nodes.get(random.nextInt(nodes.size())));
            }
        } catch (RuntimeException | AssertionError broken) {
            String last = String.join(
                    "\n  ",
                    history.subList(
                            Math.max(0, history.size() - Integer.getInteger("simulation.history", 60)),
                            history.size()));
            String replay = "-Dsimulation.seed=" + seed + " -Dsimulation.nodes=" + nodes.size();
            fail("seed " + seed + " (replay with " + replay + "): " + broken + "\n  " + last, broken);
        }
    }

    private void act(Node node) {
        node.tenant = any(TENANTS);
        switch (random.nextInt(17)) {
            case 0, 1, 2, 3 -> call(node, false);
            case 4 -> call(node, true);
            case 5, 6, 7 -> end(node);
            case 8 -> put(node);
            case 9 -> bulk(node);
            case 10 -> walk(node);
            case 11 -> collected(node);
            case 12 -> look(node);
            case 13 -> failing(node);
            default -> invalidate(node);
        }
        settle(node);
    }

    // ---------------------------------------------------------------- steps

    private void call(Node node, boolean refresh) {
        String key = any(KEYS);
        String tenant = node.tenant;
        Said said = said();
        boolean byValue = random.nextInt(4) == 0;
        say(node, (refresh ? "refresh " : "call ") + key + " " + said + (byValue ? " by value" : ""));
        CompletableFuture<Value> answer = refresh
                ? node.cache
                        .cacheAsync(() -> begin(node, tenant, key, said, false))
                        .withKey(key)
                        .withPolicy(CachePolicy.of(said::say))
                        .refreshAsync()
                : node.cache.getOrCreateAsync(key, context -> begin(node, tenant, key, said, byValue), policy -> {
                    if (byValue) {
                        policy.withPolicyFromValue((value, own) -> value.said.say(own));
                    } else {
                        said.say(policy);
                    }
                });
        node.calls.add(
                new Node.Calling(refresh ? 0 : step, node.tenant, key, !refresh && said.stale() && !byValue, answer));
        if (random.nextInt(8) == 0) {
            answer.cancel(false);
        }
    }

    private CompletableFuture<Value> begin(Node node, String tenant, String key, Said said, boolean byValue) {
        Value value = new Value(++numbers, tenant, key, said, byValue);
        node.model.begins(value);
        CompletableFuture<Value> stage = new CompletableFuture<>();
        node.loads.add(new Node.Loading(value, stage));
        say(node, "  begins " + value);
        return stage;
    }

    private void end(Node node) {
        if (node.loads.isEmpty()) {
            return;
        }
        Node.Loading load = node.loads.remove(random.nextInt(node.loads.size()));
        node.tenant = load.value().tenant;
        say(node, "ends " + load.value());
        boolean untouched = !load.value().maybeCovered;
        node.model.told(load.value());
        load.stage().complete(load.value());
        node.executor.runAll();
        Value found = found(node, load.value().key);
        if (found == null) {
            node.model.gone(load.value());
        }
        if (found == load.value()) {
            node.model.kept(found);
            if (found.coveredAt > 0) {
                throw new AssertionError("kept although covered in step " + found.coveredAt + ": " + found);
            }
        } else if (found == null && untouched && roomy && !abandoned(node, load)) {
            again(node, load.value());
        }
    }

    /** A value that had new links may not be kept, but the next one of the same links must be. */
    private void again(Node node, Value unkept) {
        if (unkept.saidByValue && !unkept.said.isEmpty()) {
            return; // its parents weren't known while it was loaded
        }
        if (unkept.said.isEmpty()) {
            throw new AssertionError("not kept, although nothing can have covered it: " + unkept);
        }
        say(node, "  was not kept, again");
        CachePolicy policy = CachePolicy.of(unkept.said::say);
        Value value = new Value(++numbers, node.tenant, unkept.key, unkept.said, false);
        node.model.begins(value);
        node.cache.getOrCreate(unkept.key, context -> value, policy);
        if (found(node, unkept.key) != value) {
            throw new AssertionError("never kept, although nothing can have covered it: " + value);
        }
        node.model.kept(value);
    }

    /** A load that nobody waits for any more was cancelled; one that was begun again isn't its key's current one. */
    private static boolean abandoned(Node node, Node.Loading load) {
        boolean another = node.loads.stream()
                .anyMatch(other -> other.value().key.equals(load.value().key)
                        && other.value().tenant.equals(load.value().tenant));
        return another
                || node.calls.stream()
                        .noneMatch(call -> call.key().equals(load.value().key)
                                && call.tenant().equals(load.value().tenant)
                                && call.answer().isDone()
                                && !call.answer().isCancelled()
                                && call.answer().join() == load.value());
    }

    /** A load fails: who waits for it, and who asks soon after, may be answered with what has expired. */
    private void failing(Node node) {
        if (node.loads.isEmpty()) {
            return;
        }
        Node.Loading load = node.loads.remove(random.nextInt(node.loads.size()));
        say(node, "fails " + load.value());
        node.failures.put(load.value().tenant + '/' + load.value().key, step);
        node.model.told(load.value());
        load.stage().completeExceptionally(new IllegalStateException("load " + load.value().number + " has failed"));
    }

    private void put(Node node) {
        Value value = new Value(++numbers, node.tenant, any(KEYS), said(), false);
        say(node, "puts " + value);
        node.model.told(value);
        node.model.happens(step, node.clock.nanos(), node.tenant, Event.key(value.key));
        node.model.begins(value);
        node.cache.put(value.key, value, value.said::say);
        if (found(node, value.key) != value) {
            throw new AssertionError("put, but not there: " + value);
        }
        node.model.kept(value);
    }

    private void bulk(Node node) {
        Said said = said();
        List<String> keys = KEYS.subList(random.nextInt(3), 3 + random.nextInt(4));
        say(node, "bulk " + keys + " " + said);
        List<Node.Loading> begun = new ArrayList<>();
        CompletableFuture<java.util.Map<String, Value>> loaded = new CompletableFuture<>();
        String tenant = node.tenant;
        CompletableFuture<java.util.Map<String, Value>> answer = node.cache.<Value>getOrCreateManyAsync(
                keys,
                (missing, context) -> {
                    for (String key : missing) {
                        Value value = new Value(++numbers, tenant, key, said, false);
                        node.model.begins(value);
                        begun.add(new Node.Loading(value, new CompletableFuture<>()));
                    }
                    return loaded;
                },
                CachePolicy.of(said::say));
        int made = step;
        if (random.nextBoolean() && !begun.isEmpty()) {
            invalidate(node);
            node.tenant = tenant;
        }
        java.util.Map<String, Value> values = new java.util.LinkedHashMap<>();
        begun.forEach(load -> values.put(load.value().key, load.value()));
        begun.forEach(load -> node.model.told(load.value()));
        loaded.complete(values);
        node.executor.runAll();
        for (String key : keys) {
            node.calls.add(new Node.Calling(made, tenant, key, said.stale(), answer.thenApply(all -> {
                Value value = all.get(key);
                return value;
            })));
        }
        for (Node.Loading load : begun) {
            Value found = found(node, load.value().key);
            if (found == load.value()) {
                node.model.kept(found);
            } else if (found == null) {
                node.model.gone(load.value());
            }
        }
    }

    private void look(Node node) {
        String key = any(KEYS);
        say(node, "looks for " + key);
        found(node, key);
    }

    private @Nullable Value found(Node node, String key) {
        CacheLookup<Value> found = node.cache.tryGet(key);
        Value value = found.value();
        if (value != null) {
            check(value, node.tenant, key, step + 1);
        }
        return value;
    }

    private void invalidate(Node node) {
        Event event = event();
        say(node, "invalidates " + event);
        node.cache.invalidate(event.invalidation());
        node.model.happens(step, node.clock.nanos(), node.tenant, event);
    }

    private void collected(Node node) {
        Event event = event();
        say(node, "collects " + event);
        try (CollectedInvalidations collected = node.cache.collectInvalidations()) {
            node.cache.invalidate(event.invalidation());
            if (random.nextBoolean()) {
                collected.fire();
                node.model.happens(step, node.clock.nanos(), node.tenant, event);
                say(node, "  fired");
            }
        }
    }

    /** Lets the sweep go on. */
    private void walk(Node node) {
        say(node, "sweeps");
        for (int i = 0; i < 3; i++) {
            node.clock.advance(Duration.ofSeconds(1));
            node.executor.runAll();
        }
    }

    // ---------------------------------------------------------------- checks

    private void settle(Node node) {
        node.executor.runAll();
        for (Iterator<Node.Calling> calls = node.calls.iterator(); calls.hasNext(); ) {
            Node.Calling call = calls.next();
            if (call.answer().isDone()) {
                calls.remove();
                // A bulk call may be without an answer that another one gave up to load.
                Value answer = call.answer().isCompletedExceptionally()
                        ? null
                        : call.answer().join();
                if (answer != null && !isStaleAnswer(node, answer, call)) {
                    check(answer, call.tenant(), call.key(), call.step());
                }
            }
        }
    }

    /** Whether a call may be answered with a value because a load has failed since it has expired. */
    private static boolean isStaleAnswer(Node node, Value answer, Node.Calling call) {
        int failed = node.failures.getOrDefault(call.tenant() + '/' + call.key(), 0);
        return call.stale()
                && answer.said.stale()
                && failed > answer.coveredAt
                && (answer.removedAt == 0 || answer.removedAt >= call.step())
                && node.clock.nanos() - answer.coveredFrom < Said.MAX_STALE.toNanos();
    }

    /** A value that a call of a step was given. */
    private static void check(Value value, String tenant, String key, int asked) {
        if (!value.tenant.equals(tenant)) {
            throw new AssertionError("another tenant's: " + value);
        }
        if (!value.key.equals(key)) {
            throw new AssertionError("another key's, not " + key + "'s: " + value);
        }
        if (value.coveredAt > 0 && value.coveredAt < asked) {
            throw new AssertionError(
                    "stale: " + value + ", covered in step " + value.coveredAt + ", asked for in step " + asked);
        }
    }

    private void say(Node node, String what) {
        history.add(step + " " + node.name + " " + (node.tenant.isEmpty() ? "-" : node.tenant) + " " + what);
    }

    // ---------------------------------------------------------------- chance

    private Said said() {
        if (random.nextInt(4) < 2 - linked) {
            return Said.nothing(stale);
        }
        return new Said(
                some(TAGS, 2),
                some(KEYS, linked),
                some(PREFIXES, 5),
                some(PATTERNS, 5),
                some(KEYS, 6),
                some(PREFIXES, 8),
                random.nextInt(4) > 0,
                stale);
    }

    private Event event() {
        Event event = anyEvent();
        return random.nextInt(3) == 0 ? event.expiring() : event;
    }

    private Event anyEvent() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> Event.key(any(KEYS));
            case 3, 4, 5 -> new Event(Set.of(), Set.of(), Set.of(any(TAGS)), Set.of(), Set.of(), false);
            case 6 -> new Event(Set.of(), Set.of(any(PREFIXES)), Set.of(), Set.of(), Set.of(), false);
            case 7 -> new Event(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(any(PATTERNS)), false);
            case 8, 9 ->
                new Event(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        new LinkedHashSet<>(List.of(any(TAGS), any(TAGS))),
                        Set.of(),
                        false);
            case 10 -> new Event(some(KEYS, 1), some(PREFIXES, 2), some(TAGS, 1), Set.of(), some(PATTERNS, 2), false);
            default -> new Event(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), random.nextInt(4) == 0);
        };
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Each once in so many times. */
    private Set<String> some(List<String> list, int rarity) {
        Set<String> some = new LinkedHashSet<>();
        for (String one : list) {
            if (rarity > 0 && random.nextInt(rarity + 2) == 0 && random.nextBoolean()) {
                some.add(one);
            }
        }
        return some;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
