package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import methodcache.api.CacheLookup;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceFaults;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.TestClock;

/**
 * Plays one schedule on three nodes whose network fails in every way that the cluster in memory knows. A value is a text that says its key
 * and its number, by which it is known when its load began.
 *
 * <p>Checked: an event that has returned on a node holds there from then on; one that is published holds everywhere once the network has
 * been well for some seconds, whatever happened before; no call fails; and when all is well, what one node loads another finds.
 */
final class ClusterWorld implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final int NODES = 3;
    private static final List<Links.Happening> HAPPENINGS = List.of(Links.Happening.values());

    /** A load that the world ends when it likes. */
    private record Loading(String value, CompletableFuture<String> stage) {}

    /** A call, and when it was made. */
    private record Calling(int step, String key, CompletableFuture<String> answer) {}

    /** An event on its way, and whether it is known to be over. */
    private static final class Happened {
        final int step;
        final Links.Happening what;
        final Node on;
        /** The step in which it had returned on its own node; 0 before. */
        int returned;

        /** Whether it died with its node before it was published. */
        boolean lost;

        /** Whether it must be known everywhere. */
        boolean settled;

        Happened(int step, Links.Happening what, Node on) {
            this.step = step;
            this.what = what;
            this.on = on;
        }
    }

    /** A write, and when it had returned; 0 before. */
    private static final class Written {
        final Node on;
        int returned;

        Written(Node on) {
            this.on = on;
        }
    }

    /** A machine; its cache may be started anew. */
    private final class Node {
        final String name;
        final Shuffled executor = new Shuffled(random);
        final List<Loading> loads = new ArrayList<>();
        final List<Calling> calls = new ArrayList<>();
        final Duration skew = Duration.ofSeconds(random.nextInt(601) - 300);
        boolean broken;
        MethodCache cache;

        Node(String name) {
            this.name = name;
            start();
        }

        void start() {
            ReferenceCluster.Node own = cluster.node(name);
            inline(true);
            cache = MethodCache.configure()
                    .name("sim")
                    .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(100))
                    .l2(own.store(), own.backplane(), l2 -> l2.timeout(LIMIT))
                    .locks(own.locks())
                    .ticker(clock)
                    .scheduler((task, delay) -> clock.schedule(task, delay))
                    .executor(executor)
                    .clock(() -> Instant.ofEpochSecond(10_000_000)
                            .plusNanos(clock.nanos())
                            .plus(skew))
                    .closeTimeout(Duration.ZERO)
                    .build();
            inline(false);
        }

        private void inline(boolean now) {
            executor.inline(now);
            completions.inline(now);
        }

        void stop() {
            loads.forEach(load -> load.stage.cancel(false));
            loads.clear();
            calls.clear();
            inline(true);
            cache.close();
            inline(false);
            executor.runAll();
        }
    }

    private final long seed;
    private final Random random;
    private final TestClock clock = new TestClock();
    private final ReferenceCluster cluster = new ReferenceCluster(clock);
    private final Shuffled completions;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Happened> events = new ArrayList<>();
    private final Map<String, Integer> begun = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private final Map<String, Written> put = new HashMap<>();
    private final List<Integer> settledSteps = new ArrayList<>();
    private int step;
    private int numbers;

    ClusterWorld(long seed) {
        this.seed = seed;
        random = new Random(seed);
        completions = new Shuffled(random);
        cluster.completeOn(completions);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(String.valueOf((char) ('A' + i))));
        }
    }

    void play(int steps) {
        try {
            for (step = 1; step <= steps; step++) {
                act(nodes.get(random.nextInt(NODES)));
            }
            settle();
        } catch (RuntimeException | AssertionError broken) {
            int from = Math.max(0, history.size() - Integer.getInteger("simulation.history", 80));
            fail(
                    "seed " + seed + " (replay with -Dcluster.seed=" + seed + "): " + broken + "\n  "
                            + String.join("\n  ", history.subList(from, history.size())),
                    broken);
        }
    }

    private void act(Node node) {
        switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4 -> call(node);
            case 5, 6, 7 -> end(node);
            case 8 -> put(node);
            case 9 -> look(node);
            case 10 -> bulk(node);
            case 11, 12, 13, 14 -> invalidate(node);
            case 15, 16, 17 -> fault(node);
            case 18 -> heal(node);
            case 19 -> disaster(node);
            case 20 -> settle();
            default -> advance();
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            (random.nextBoolean() ? completions : nodes.get(random.nextInt(NODES)).executor).runOne();
        }
        look();
    }

    // ---------------------------------------------------------------- calls

    private String next(String key) {
        String value = key + "#" + ++numbers;
        begun.put(value, step);
        return value;
    }

    private CompletableFuture<String> begin(Node node, String key) {
        String value = next(key);
        say(node, "  begins " + value);
        CompletableFuture<String> stage = new CompletableFuture<>();
        node.loads.add(new Loading(value, stage));
        return stage;
    }

    private void call(Node node) {
        String key = anyKey();
        boolean locked = random.nextInt(4) == 0;
        say(node, "calls " + key + (locked ? " under a lock" : ""));
        CompletableFuture<String> answer = node.cache.getOrCreateAsync(key, context -> begin(node, key), policy -> {
            Links.say(key, policy);
            if (locked) {
                policy.withDistributedLock(Duration.ofSeconds(1));
            }
        });
        node.calls.add(new Calling(step, key, answer));
    }

    private void bulk(Node node) {
        List<String> keys = Links.KEYS.subList(random.nextInt(2), 3 + random.nextInt(3));
        say(node, "calls all of " + keys);
        Map<String, String> loaded = new HashMap<>();
        CompletableFuture<Map<String, String>> answer = node.cache.getOrCreateManyAsync(
                List.of("a:1"),
                (missing, context) -> {
                    missing.forEach(key -> loaded.put(key, next(key)));
                    say(node, "  begins " + loaded.values());
                    return CompletableFuture.completedFuture(loaded);
                },
                policy -> Links.say("a:1", policy));
        node.calls.add(new Calling(step, "a:1", answer.thenApply(all -> all.get("a:1"))));
        CompletableFuture<Void> others = CompletableFuture.completedFuture(null);
        for (String key : keys) {
            node.calls.add(new Calling(
                    step,
                    key,
                    others.thenCompose(
                            done -> node.cache.<String>tryGetAsync(key).thenApply(CacheLookup::value))));
        }
    }

    private void look(Node node) {
        String key = anyKey();
        say(node, "looks for " + key);
        node.calls.add(
                new Calling(step, key, node.cache.<String>tryGetAsync(key).thenApply(CacheLookup::value)));
    }

    private void end(Node node) {
        if (!node.loads.isEmpty()) {
            Loading load = node.loads.remove(random.nextInt(node.loads.size()));
            say(node, "ends " + load.value);
            load.stage.complete(load.value);
        }
    }

    private void put(Node node) {
        String key = random.nextBoolean() ? "a:1" : "b:1";
        Links.Happening what = key.equals("a:1") ? Links.Happening.KEY_A1 : Links.Happening.KEY_B1;
        Happened event = new Happened(step, what, node);
        events.add(event);
        String value = next(key);
        // Not covered by its own event.
        begun.put(value, step + 1);
        step++;
        Written written = new Written(node);
        put.put(value, written);
        say(node, "puts " + value);
        node.cache.putAsync(key, value).whenComplete((done, failure) -> {
            event.returned = step;
            written.returned = step + 1;
        });
    }

    private void invalidate(Node node) {
        Links.Happening what = HAPPENINGS.get(random.nextInt(HAPPENINGS.size()));
        say(node, "invalidates " + what);
        Happened event = new Happened(step, what, node);
        events.add(event);
        node.cache.invalidateAsync(what.invalidation).whenComplete((done, failure) -> {
            if (failure == null) {
                event.returned = step;
            }
        });
    }

    // ---------------------------------------------------------------- trouble

    private void fault(Node node) {
        record Fault(String name, Consumer<ReferenceFaults> make) {}
        List<Fault> faults = List.of(
                new Fault("is frozen", faulty -> faulty.freeze()),
                new Fault("is cut off", faulty -> faulty.disconnect()),
                new Fault("is slow", faulty -> faulty.delay(Duration.ofMillis(random.nextInt(30)))),
                new Fault("gets no answers", faulty -> faulty.loseAnswers()),
                new Fault("gets no notes", faulty -> faulty.dropNotifications()),
                new Fault("gets notes late", faulty -> faulty.holdNotifications()),
                new Fault("gets notes twice", faulty -> faulty.duplicateNotifications()));
        Fault fault = faults.get(random.nextInt(faults.size()));
        say(node, fault.name);
        node.broken = true;
        fault.make.accept(cluster.node(node.name).faults());
    }

    private void heal(Node node) {
        say(node, "is well");
        node.broken = false;
        cluster.node(node.name).faults().heal();
    }

    private void disaster(Node node) {
        switch (random.nextInt(6)) {
            case 0 -> {
                say(node, "THE CLUSTER LOSES ITS MEMORY");
                cluster.loseMemory();
            }
            case 1 -> {
                say(node, "the log is trimmed");
                cluster.keepEvents(random.nextInt(4));
                cluster.keepEvents(1_000);
            }
            case 2, 3 -> restart(node);
            default -> advance();
        }
    }

    private void restart(Node node) {
        if (node.broken) {
            return;
        }
        say(node, "is started anew");
        node.stop();
        for (Happened event : events) {
            event.lost |= event.on == node && !event.settled;
        }
        node.start();
    }

    private void advance() {
        Duration by = Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(5_000) : random.nextInt(40));
        history.add(step + " " + by.toMillis() + " ms pass");
        clock.advance(by);
    }

    // ---------------------------------------------------------------- checks

    /** Lets the network be well for long enough that every node knows every event that isn't lost; then values are shared. */
    private void settle() {
        history.add(step + " all is well");
        nodes.forEach(this::heal);
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofMillis(500));
            runAll();
        }
        for (Happened event : events) {
            event.settled |= !event.lost;
        }
        step++;
        settledSteps.add(step);
        nodes.forEach(node -> {
            node.loads.forEach(load -> load.stage.complete(load.value));
            node.loads.clear();
        });
        runAll();
        look();
        for (Node node : nodes) {
            if (!node.calls.isEmpty()) {
                throw new AssertionError(node.name + " hasn't answered " + node.calls);
            }
            if (node.cache.stats().unpublished() > 0) {
                throw new AssertionError(
                        node.name + " hasn't published " + node.cache.stats().unpublished());
            }
        }
        if (random.nextBoolean()) {
            share(anyNode(), anyNode());
        } else {
            lead(anyNode(), anyNode(), anyNode(), anyNode());
        }
    }

    private Node anyNode() {
        return nodes.get(random.nextInt(NODES));
    }

    /** One node knows by what a parent is reached, another what depends on the parent, and a third one, that needs to know neither, invalidates. */
    private void lead(Node knows, Node depends, Node invalidates, Node asks) {
        String parent = loaded(knows, "a:1");
        String key = random.nextBoolean() ? "c" : "b:2";
        loaded(depends, key);
        talk();
        step++;
        Happened event = new Happened(step, Links.Happening.TAG_T1, invalidates);
        events.add(event);
        say(invalidates, "invalidates what " + parent + " leads to " + key);
        invalidates.cache.invalidateAsync(Links.Happening.TAG_T1.invalidation);
        talk();
        event.returned = step;
        event.settled = true;
        step++;
        CompletableFuture<CacheLookup<String>> found = asks.cache.tryGetAsync(key);
        runAll();
        String value = found.join().value();
        if (value != null && !put.containsKey(parent) && begun.get(value) < event.step) {
            throw new AssertionError("stale on " + asks.name + ": " + value + " depends on " + parent + " of "
                    + knows.name + ", whose tag " + invalidates.name + " has invalidated");
        }
    }

    private String loaded(Node on, String key) {
        step++;
        String value = next(key);
        CompletableFuture<String> loaded = on.cache.getOrCreateAsync(
                key, context -> CompletableFuture.completedFuture(value), policy -> Links.say(key, policy));
        runAll();
        return loaded.join();
    }

    /** Time enough for nodes to hear of each other's links, and of what these lead to. */
    private void talk() {
        for (int i = 0; i < 4; i++) {
            runAll();
            clock.advance(Duration.ofMillis(250));
        }
        runAll();
    }

    private void share(Node from, Node to) {
        String key = anyKey();
        step++;
        Happened event = new Happened(step, Links.Happening.ALL, from);
        events.add(event);
        CompletableFuture<?> invalidated = from.cache.invalidateAsync(Links.Happening.ALL.invalidation);
        runAll();
        if (!invalidated.isDone()) {
            throw new AssertionError(from.name + " hasn't invalidated, although all is well");
        }
        event.returned = step;
        event.settled = true;
        step++;
        String value = next(key);
        CompletableFuture<String> loaded = from.cache.getOrCreateAsync(
                key, context -> CompletableFuture.completedFuture(value), policy -> Links.say(key, policy));
        runAll();
        CompletableFuture<CacheLookup<String>> found = to.cache.tryGetAsync(key);
        runAll();
        if (!loaded.isDone() || !found.isDone()) {
            throw new AssertionError("no answer, although all is well: " + loaded + ", " + found);
        }
        if (!value.equals(loaded.join()) || !value.equals(found.join().value())) {
            throw new AssertionError("all is well, but " + value + " of " + from.name + " isn't found by " + to.name
                    + ", which finds " + found.join() + "; " + from.cache.stats() + "; " + to.cache.stats());
        }
    }

    private void runAll() {
        for (int i = 0; i < 50; i++) {
            completions.runAll();
            nodes.forEach(node -> node.executor.runAll());
        }
    }

    private void look() {
        for (Node node : nodes) {
            for (Iterator<Calling> calls = node.calls.iterator(); calls.hasNext(); ) {
                Calling call = calls.next();
                if (call.answer.isDone()) {
                    calls.remove();
                    String value = call.answer.join();
                    if (value != null) {
                        check(node, call, value);
                    }
                }
            }
        }
    }

    private void check(Node node, Calling call, String value) {
        if (!value.startsWith(call.key + "#")) {
            throw new AssertionError("another key's: " + value + " for " + call.key);
        }
        int loadBegan = begun.get(value);
        for (Happened event : events) {
            boolean known = (event.on == node && !event.lost && event.returned > 0 && event.returned < call.step)
                    || (event.settled && event.step < lastSettled(call));
            if (known && touches(event.what, call.key, value) && isEarlier(value, event) && loadBegan < event.step) {
                throw new AssertionError("stale on " + node.name + ": " + value + ", begun in step " + loadBegan
                        + ", after " + event.what + " on " + event.on.name + " in step " + event.step
                        + ", asked for in step " + call.step);
            }
        }
    }

    /** A write that was under way takes its place in the log at any time until it returns: it may come after another node's event. */
    private boolean isEarlier(String value, Happened event) {
        Written written = put.get(value);
        return written == null || written.on == event.on || (written.returned > 0 && written.returned <= event.step);
    }

    /** A value that was put is linked to nothing. */
    private boolean touches(Links.Happening what, String key, String value) {
        return put.containsKey(value) ? what.touchesKey(key) : what.touches.contains(key);
    }

    /** The last step before a call up to which all was settled. */
    private int lastSettled(Calling call) {
        int last = 0;
        for (int settled : settledSteps) {
            if (settled <= call.step) {
                last = settled;
            }
        }
        return last;
    }

    private String anyKey() {
        return Links.KEYS.get(random.nextInt(Links.KEYS.size()));
    }

    private void say(Node node, String what) {
        history.add(step + " " + node.name + " " + what);
    }

    @Override
    public void close() {
        nodes.forEach(Node::stop);
    }
}
