package methodcache.testkit;

/** The suites over a cluster that answers at once, and loses its memory when it is away. */
class ReferenceSuitesTest extends ReferenceSuites {
    @Override
    ServerOutage serversOutage() {
        return new ReferenceOutage(cluster);
    }
}
