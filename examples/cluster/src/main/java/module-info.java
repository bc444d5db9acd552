/** Two applications that share values; the second line is only for the Ignite node that they try it with. */
module methodcache.examples.cluster {
    requires methodcache.api;
    requires methodcache.testkit.ignite;
    requires static org.jspecify;

    // The codec reads and makes the record that is shared.
    opens methodcache.examples.cluster;
}
