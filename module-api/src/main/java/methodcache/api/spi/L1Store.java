package methodcache.api.spi;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map in this process: it holds entries and evicts them when it is full, nothing else. Expiry, invalidation and
 * loading are the engine's, so a store keeps no time of its own.
 *
 * <p>Keys are compared by {@code equals}, entries by identity; neither is ever null. All methods are thread-safe, return
 * quickly and never block on another thread's load. The engine calls {@link #put} and {@link #remove} while it holds a
 * lock of that key, so a store must not call back into the cache, except that an {@link L1EvictionListener} may be called
 * on any thread that holds no lock of the engine's. After {@link #close} the outcome of calls is undefined, but they don't
 * block.
 */
public interface L1Store extends AutoCloseable {

    /**
     * The entry of a key. This is on the path of every hit: it must not allocate.
     *
     * @param key the key
     * @return its entry, or null when there is none
     */
    @Nullable
    L1Entry get(Object key);

    /**
     * Stores an entry, in place of any earlier one of this key. When the store is full, another entry (or, where a single
     * entry outweighs the whole store, this one) is evicted.
     *
     * @param key the key
     * @param entry its entry
     */
    void put(Object key, L1Entry entry);

    /**
     * Removes what is stored for a key; not an eviction.
     *
     * @param key the key
     * @return the entry removed, or null when there was none
     */
    @Nullable
    L1Entry remove(Object key);

    /**
     * Removes an entry if it is still the one stored for the key, by identity; not an eviction.
     *
     * @param key the key
     * @param entry the entry expected
     * @return whether it was removed
     */
    boolean remove(Object key, L1Entry entry);

    /** Removes all entries that are present when it is called; not evictions. Entries put meanwhile may stay or go. */
    void clear();

    /**
     * How many entries are held. An estimate while other threads write, exact otherwise.
     *
     * @return the number of entries
     */
    long size();

    /**
     * How many entries the store evicted for want of room since it was made.
     *
     * @return a count that never falls
     */
    long evictions();

    /**
     * A weakly consistent walk over the entries, for sweeping: it may miss entries put after it began, sees none twice
     * unless it was put again, never throws {@link java.util.ConcurrentModificationException}, and does not count as use
     * of the entries. It may be left unfinished and is used by one thread at a time.
     *
     * @return keys and entries; {@code remove} and {@code setValue} aren't called
     */
    Iterator<Map.Entry<Object, L1Entry>> iterator();

    /**
     * Says who wants to hear of evictions for want of room, or that nobody does. A store without a listener pays nothing
     * for it. Takes effect for evictions that begin after the call.
     *
     * @param listener the listener, in place of any earlier one; null for none
     */
    void evictionListener(@Nullable L1EvictionListener listener);

    /** Releases what the store holds: memory, threads, registrations. Idempotent; leaves no thread behind. */
    @Override
    void close();
}
