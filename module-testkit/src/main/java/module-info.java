/** Suites, fakes and a test clock for providers and for users' own tests. */
module methodcache.testkit {
    requires transitive methodcache.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    // The suite of the first layer counts the bytes that a hit allocates.
    requires jdk.management;
    requires static org.jspecify;

    exports methodcache.testkit;

    // JUnit runs the suites' tests by reflection, from a named module or from the class path.
    opens methodcache.testkit;
}
