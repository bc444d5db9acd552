/** Suites, fakes and a test clock for providers and for users' own tests. */
module methodcache.testkit {
    requires transitive methodcache.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports methodcache.testkit;
}
