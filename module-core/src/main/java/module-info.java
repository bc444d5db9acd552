/** The engine behind the API; exports nothing. */
module methodcache.core {
    requires methodcache.api;
    requires static org.jspecify;
}
