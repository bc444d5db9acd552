package consumer.users;

import java.util.List;

/** An argument that may change: only a cache that can read it can copy it. Its package is closed. */
public record Filter(List<String> names) {}
