package methodcache.core.engine;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Node;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Stamps;
import methodcache.core.invalidation.Target;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/** What other nodes did, applied here. */
record Elsewhere(FlightTable flights, Stamps stamps, Upkeep upkeep) implements ClusterLog.Applied {

    /** Reads the cluster's log, so that the first call finds what is there; where it can't be reached in time, that comes later. */
    static void start(Remote remote, Duration limit) {
        try {
            remote.log().start().get(Workers.saturatedNanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException later) {
            // The log is read when it can be, and says so itself.
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    @Override
    public void apply(Event event, Announced reached) {
        flights.apply(event, reached, new int[1]);
        upkeep.applied();
    }

    @Override
    public Reach known(Object key, String scope, Links links, Reach said) {
        return stamps.linking().expected(key, scope, links, 0, said);
    }

    @Override
    public void heard(Node said) {
        stamps.linking().heard(said);
    }

    @Override
    public @Nullable Node wanted(Target target) {
        return stamps.linking().wantedElsewhere(target);
    }

    @Override
    public void forEachDependedOn(Consumer<Target> to) {
        stamps.linking().forEachDependedOn(to);
    }

    @Override
    public void missed() {
        flights.apply(Event.of(new Target.All()), Announced.NOBODY, new int[1]);
    }
}
