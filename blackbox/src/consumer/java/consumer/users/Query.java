package consumer.users;

/** An argument; its package is closed, so that the cache can't read its components. */
public record Query(String name, int page) {}
