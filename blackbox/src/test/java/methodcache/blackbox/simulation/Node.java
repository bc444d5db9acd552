package methodcache.blackbox.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.MethodCache;
import methodcache.testkit.ManualExecutor;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.TestClock;

/** One cache of a world, the loads that run on it, and the calls that wait. */
final class Node implements AutoCloseable {

    /** A load that the world ends when it likes. */
    record Loading(Value value, CompletableFuture<Value> stage) {}

    /** A call and when it was made. */
    record Calling(int step, String tenant, String key, boolean stale, CompletableFuture<Value> answer) {}

    final List<Loading> loads = new ArrayList<>();
    final List<Calling> calls = new ArrayList<>();

    /** The step in which a load of a key failed last, by tenant and key. */
    final Map<String, Integer> failures = new HashMap<>();

    final TestClock clock = new TestClock();
    final ManualExecutor executor = new ManualExecutor();
    final MethodCache cache;
    final String name;
    final Model model;

    /** Whose calls are being made. */
    String tenant = "";

    Node(String name, Model model, int capacity) {
        this.name = name;
        this.model = model;
        cache = MethodCache.configure()
                .name(name)
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(capacity))
                .ticker(clock)
                .scheduler(clock)
                .executor(executor)
                .scope(() -> tenant.isEmpty() ? Map.of() : Map.of("tenant", tenant))
                .build();
    }

    @Override
    public void close() {
        loads.forEach(load -> load.stage().cancel(false));
        executor.runAll();
        cache.close();
    }
}
