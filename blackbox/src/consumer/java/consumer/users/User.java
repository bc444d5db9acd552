package consumer.users;

/** A value; its package is closed. */
public record User(long id, String name) {}
