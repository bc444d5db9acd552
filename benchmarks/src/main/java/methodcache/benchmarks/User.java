package methodcache.benchmarks;

/** A value as services have them. */
public record User(long id, String name) {}
