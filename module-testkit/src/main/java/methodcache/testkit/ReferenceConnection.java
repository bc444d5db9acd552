package methodcache.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import methodcache.api.spi.ClusterSettings;

/** The way of one store, backplane or lock manager to the cluster, with the node's faults on it. Guarded by the core's monitor. */
final class ReferenceConnection {
    private final ReferenceCore core;
    private final ReferenceCluster.Node node;
    private final ClusterSettings settings;
    private final Set<ReferenceCall<?>> inFlight = new LinkedHashSet<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean closed;

    ReferenceConnection(ReferenceCore core, ReferenceCluster.Node node, ClusterSettings settings) {
        settings.options().forEach((option, value) -> {
            throw new IllegalArgumentException(
                    "reference has no option " + option + " (was set to " + value + "); there are none");
        });
        this.core = core;
        this.node = node;
        this.settings = settings;
        core.change(() -> core.opened(this));
    }

    /** Sends an operation. Its work is done when it has arrived, and completes the call then or later. */
    <T> CompletionStage<T> call(ReferenceOperation operation, int items, Consumer<ReferenceCall<T>> work) {
        return call(operation, items, settings.timeout(), work);
    }

    <T> CompletionStage<T> call(
            ReferenceOperation operation, int items, Duration limit, Consumer<ReferenceCall<T>> work) {
        ReferenceCall<T> call = new ReferenceCall<>(this, operation, work);
        core.change(() -> {
            node.counts().add(operation, items);
            if (closed) {
                call.fail(new IllegalStateException("closed"));
                return;
            }
            inFlight.add(call);
            call.send(limit);
        });
        return call.answer();
    }

    void done(ReferenceCall<?> call) {
        inFlight.remove(call);
    }

    void close() {
        core.change(() -> {
            closed = true;
            listeners.clear();
            core.closed(this);
            List.copyOf(inFlight).forEach(call -> call.fail(new IllegalStateException("closed")));
        });
    }

    void listen(Runnable listener) {
        core.change(() -> {
            if (!closed) {
                listeners.add(listener);
            }
        });
    }

    List<Runnable> listeners() {
        return listeners;
    }

    ReferenceCore core() {
        return core;
    }

    ReferenceMemory memory() {
        return core.memory(settings.cacheName());
    }

    String cacheName() {
        return settings.cacheName();
    }

    Duration timeout() {
        return settings.timeout();
    }

    String nodeName() {
        return node.name();
    }

    boolean suffers(ReferenceFaults faults) {
        return faults == node.faults() || faults == core.faults();
    }

    boolean unreachable() {
        return node.faults().unreachable() || core.faults().unreachable();
    }

    boolean frozen() {
        return node.faults().frozen() || core.faults().frozen();
    }

    Duration delay() {
        Duration own = node.faults().delay();
        Duration all = core.faults().delay();
        return own.compareTo(all) > 0 ? own : all;
    }

    boolean takesFailure(ReferenceOperation operation) {
        return node.faults().takesFailure(operation) || core.faults().takesFailure(operation);
    }

    boolean takesAnswer(ReferenceOperation operation) {
        return node.faults().takesAnswer(operation) || core.faults().takesAnswer(operation);
    }

    ReferenceFaults.Notices notices() {
        ReferenceFaults.Notices own = node.faults().notices();
        return own == ReferenceFaults.Notices.PASS ? core.faults().notices() : own;
    }
}
