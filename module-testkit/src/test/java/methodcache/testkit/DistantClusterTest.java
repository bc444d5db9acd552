package methodcache.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

/** The suites over a cluster that takes its time and answers on other threads, like one with a network between; it keeps what it held. */
@Tag("long")
class DistantClusterTest extends ReferenceSuites {
    DistantClusterTest() {
        cluster.completeOn(new CompletableFuture<>().defaultExecutor());
        cluster.faults().delay(Duration.ofNanos(500_000));
    }

    @Override
    ServerOutage serversOutage() {
        return new ServerOutage() {
            @Override
            public void begin() {
                cluster.faults().disconnect();
            }

            @Override
            public void end() {
                cluster.faults().reconnect();
            }
        };
    }
}
