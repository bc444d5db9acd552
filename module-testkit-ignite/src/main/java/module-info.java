/** An Ignite cluster on this machine, for tests and for trying out the second layer. */
module methodcache.testkit.ignite {
    // The node runs in a JVM of its own, on the class path; here these are only looked up, to find their jars.
    requires cache.api;
    requires ignite.core;
    requires java.logging;
    requires static org.jspecify;

    exports methodcache.testkit.ignite;
}
