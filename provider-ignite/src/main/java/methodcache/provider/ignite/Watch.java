package methodcache.provider.ignite;

import java.util.function.Consumer;
import javax.cache.event.CacheEntryEvent;
import org.apache.ignite.cache.query.ContinuousQuery;
import org.apache.ignite.client.IgniteClient;
import org.jspecify.annotations.Nullable;

/**
 * A continuous query on a cache that is there again after each loss of the connection. Ignite doesn't restore one, but says
 * that it is lost; then the connector, which is asked to look, makes another.
 *
 * <p>Only the connector opens queries. A query may be lost before the call that opens it returns, so each is known by an object
 * of its own that is there before.
 */
final class Watch {
    private final String cacheName;
    private final Consumer<CacheEntryEvent<? extends String, ? extends byte[]>> event;
    private final Runnable changed;
    private final Runnable check;
    private volatile boolean wanted;
    private volatile @Nullable Object current;

    /**
     * A watch that isn't on.
     *
     * @param cacheName the cache in the cluster
     * @param event is told of each change, on a worker
     * @param changed is called when the query was lost or is there again: any number of changes may have been missed
     * @param check asks the connector to look
     */
    Watch(
            String cacheName,
            Consumer<CacheEntryEvent<? extends String, ? extends byte[]>> event,
            Runnable changed,
            Runnable check) {
        this.cacheName = cacheName;
        this.event = event;
        this.changed = changed;
        this.check = check;
    }

    /** Turns it on, soon. */
    void want() {
        if (!wanted) {
            wanted = true;
            check.run();
        }
    }

    boolean isWanted() {
        return wanted;
    }

    /** Opens the query, if it is wanted and there is none; blocks. Gives what to do when the connection is in use. */
    Runnable open(IgniteClient client) {
        if (!wanted || current != null) {
            return () -> {};
        }
        Object opened = new Object();
        current = opened;
        try {
            client.<String, byte[]>cache(cacheName).query(query(), reason -> lost(opened));
        } catch (RuntimeException failure) {
            current = null;
            throw failure;
        }
        return changed;
    }

    private ContinuousQuery<String, byte[]> query() {
        ContinuousQuery<String, byte[]> query = new ContinuousQuery<>();
        query.setLocalListener(events -> events.forEach(event));
        query.setIncludeExpired(true);
        return query;
    }

    private void lost(Object which) {
        if (current == which) {
            current = null;
            changed.run();
            check.run();
        }
    }
}
