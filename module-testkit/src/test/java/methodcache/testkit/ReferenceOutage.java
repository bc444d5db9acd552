package methodcache.testkit;

/** A server that none of the nodes can reach, and that has forgotten all when it is back. */
record ReferenceOutage(ReferenceCluster cluster) implements ServerOutage {
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
