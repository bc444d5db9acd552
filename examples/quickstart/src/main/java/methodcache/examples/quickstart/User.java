package methodcache.examples.quickstart;

/** A user. */
record User(long id, String name) {}
