package methodcache.core;

import methodcache.api.MethodCache;

/** Placeholder. */
record DefaultMethodCache(String name) implements MethodCache {}
