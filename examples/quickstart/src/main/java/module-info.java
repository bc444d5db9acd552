/** The quickstart; all that it needs to say is the first line. */
module methodcache.examples.quickstart {
    requires methodcache.api;
    requires static org.jspecify;
}
