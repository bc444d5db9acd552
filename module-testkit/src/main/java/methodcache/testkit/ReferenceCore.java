package methodcache.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import methodcache.api.Scheduler;
import methodcache.api.Ticker;

/** What the nodes of a {@link ReferenceCluster} share: memory, time, what is held up and what is still to be told. */
// Concurrency: all state of a cluster, whatever class it is in, is guarded by this monitor. It is entered by change(),
// which tells what came of it (completions of stages, calls of listeners) after it is left, as those run foreign code.
final class ReferenceCore {
    private final Ticker ticker;
    private final Scheduler scheduler;
    private final ReferenceFaults faults = new ReferenceFaults(this);
    private final Map<String, ReferenceCluster.Node> nodes = new HashMap<>();
    private final Map<String, ReferenceMemory> memories = new HashMap<>();
    private final List<ReferenceConnection> connections = new ArrayList<>();
    private final List<ReferenceCall<?>> frozenCalls = new ArrayList<>();
    private final List<ReferenceConnection> heldNotices = new ArrayList<>();
    private final List<Runnable> toTell = new ArrayList<>();
    private Executor executor = Runnable::run;
    private int keptEvents = Integer.MAX_VALUE;
    private long epochs;

    ReferenceCore(Ticker ticker, Scheduler scheduler) {
        this.ticker = ticker;
        this.scheduler = scheduler;
    }

    /** Does something as a whole, and tells what came of it. */
    void change(Runnable change) {
        if (Thread.holdsLock(this)) { // a scheduler that doesn't wait: the outer change tells
            change.run();
            return;
        }
        List<Runnable> tasks;
        Executor tells;
        synchronized (this) {
            change.run();
            tasks = List.copyOf(toTell);
            toTell.clear();
            tells = executor;
        }
        Failures failures = new Failures();
        tasks.forEach(task -> failures.run(() -> tells.execute(task)));
        failures.rethrow();
    }

    /** Has something done once the change that is going on is over. */
    void tell(Runnable task) {
        toTell.add(task);
    }

    long nanos() {
        return ticker.nanos();
    }

    static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration); // as many as there are, where it is longer
    }

    /** Has a change made later, unless what this returns is run before. */
    Runnable later(Runnable change, Duration delay) {
        Future<?> task = scheduler.schedule(() -> change(change), delay);
        return () -> task.cancel(false);
    }

    synchronized void completeOn(Executor newExecutor) {
        executor = newExecutor;
    }

    synchronized ReferenceCluster.Node node(String name) {
        return nodes.computeIfAbsent(name, added -> new ReferenceCluster.Node(this, added));
    }

    ReferenceFaults faults() {
        return faults;
    }

    ReferenceMemory memory(String cacheName) {
        return memories.computeIfAbsent(cacheName, added -> new ReferenceMemory(this));
    }

    String nextEpoch() {
        return "epoch-" + ++epochs;
    }

    int keptEvents() {
        return keptEvents;
    }

    void keepEvents(int most) {
        keptEvents = most;
        memories.values().forEach(memory -> memory.log().trim());
    }

    void loseMemory() {
        memories.values().forEach(ReferenceMemory::lose);
        connections.forEach(this::notice);
    }

    void opened(ReferenceConnection connection) {
        connections.add(connection);
    }

    void closed(ReferenceConnection connection) {
        connections.remove(connection);
        heldNotices.removeIf(receiver -> receiver == connection);
    }

    void frozen(ReferenceCall<?> call) {
        frozenCalls.add(call);
    }

    void disconnected(ReferenceFaults cause) {
        memories.values().forEach(memory -> memory.locks().disconnected());
        connections.stream().filter(receiver -> receiver.suffers(cause)).forEach(this::deliver);
    }

    void reconnected(ReferenceFaults cause) {
        connections.stream().filter(receiver -> receiver.suffers(cause)).forEach(this::notice);
    }

    /** Something may go on that was held up. */
    void released() {
        List<ReferenceCall<?>> calls = List.copyOf(frozenCalls);
        frozenCalls.clear();
        calls.forEach(ReferenceCall::proceed);
        List<ReferenceConnection> receivers = List.copyOf(heldNotices);
        heldNotices.clear();
        receivers.forEach(this::notice);
        memories.values().forEach(memory -> memory.locks().serveAll());
    }

    /** An append was made by one of a cache's backplanes. */
    void appended(ReferenceConnection by) {
        connections.stream()
                .filter(receiver -> receiver != by && receiver.cacheName().equals(by.cacheName()))
                .forEach(this::notice);
    }

    /** Calls listeners, if the node can be reached. */
    private void notice(ReferenceConnection receiver) {
        if (!receiver.unreachable()) {
            deliver(receiver);
        }
    }

    private void deliver(ReferenceConnection receiver) {
        ReferenceFaults.Notices notices = receiver.notices();
        if (receiver.frozen() || notices == ReferenceFaults.Notices.HOLD) {
            heldNotices.add(receiver);
        } else if (notices != ReferenceFaults.Notices.DROP) {
            toTell.addAll(receiver.listeners());
            if (notices == ReferenceFaults.Notices.DUPLICATE) {
                toTell.addAll(receiver.listeners());
            }
        }
    }
}
