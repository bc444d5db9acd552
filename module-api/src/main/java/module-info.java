/** What users and providers of MethodCache see. */
module methodcache.api {
    requires static org.jspecify;

    exports methodcache.api;
}
