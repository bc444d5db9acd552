/*
 * Tests that see what a user sees. The engine and the providers are on the path, but not named here; Maven runs this module's
 * tests on the module path, and with -Dsurefire.useModulePath=false on the class path.
 */
open module methodcache.blackbox {
    requires java.logging;
    requires methodcache.api;
    requires methodcache.testkit;
    requires methodcache.testkit.ignite;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires static org.jspecify;
}
