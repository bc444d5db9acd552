package methodcache.api.spi;

/** What an {@link L1Store} holds for a key. Made by the engine, opaque to the store but for its weight. Thread-safe. */
public interface L1Entry {

    /**
     * The weight of this entry, as the configured weigher gave it when the entry was made; it never changes.
     *
     * @return at least 0; 1 where no weigher is configured
     */
    int weight();
}
