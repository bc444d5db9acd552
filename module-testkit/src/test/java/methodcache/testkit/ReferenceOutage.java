package methodcache.testkit;

import java.util.Optional;

/** A server that none of the nodes can reach, and that has forgotten all when it is back. */
record ReferenceOutage(ReferenceCluster cluster) implements ServerOutage {

    /** A provider that knows the cluster behind it. */
    interface Behind {
        ReferenceCluster cluster();
    }

    /** That of the cluster behind a provider, if it knows one. */
    static Optional<ServerOutage> of(Object provider) {
        return provider instanceof Behind behind
                ? Optional.of(new ReferenceOutage(behind.cluster()))
                : Optional.empty();
    }

    @Override
    public void begin() {
        cluster.faults().disconnect();
    }

    @Override
    public void end() {
        cluster.loseMemory();
        cluster.faults().reconnect();
    }
}
