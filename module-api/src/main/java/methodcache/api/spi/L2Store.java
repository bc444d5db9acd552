package methodcache.api.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The second layer: bytes by key, shared by all nodes of a cluster. The engine decides what a value is worth; a store only holds it,
 * and lets it go when its life ends.
 *
 * <p>Thread-safe. No method blocks: each gives a stage that completes, at the latest after {@link ClusterSettings#timeout()}, and fails
 * with any exception where the operation failed or took too long, or after {@link #close}; a write that failed so may have happened, or
 * happen later. No method throws but {@link NullPointerException}, at once and for an argument that is null or has a null in it; null is
 * in no answer, either. To ask for no keys gives none, and to write nothing does nothing; a store may
 * ask its server all the same. Stages may be completed on any thread; the engine does nothing there that blocks.
 *
 * <p>A store that lost its server works again when that is back, without being made anew, and whether or not the server has kept
 * anything.
 */
public interface L2Store extends AutoCloseable {

    /**
     * What is held of some keys, in one round trip.
     *
     * @param keys which ones; those of one call are different; not changed before the stage is complete
     * @return what is there, by key; keys without a value are left out, so it is empty where there is nothing
     */
    CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys);

    /**
     * Writes, pipelined: all are sent before the first is answered.
     *
     * @param writes what to write; their keys are different; not changed before the stage is complete
     * @return completes when all are done, and fails if one failed; the others may be done then
     */
    CompletionStage<Void> writeAll(List<L2Write> writes);

    /** Lets go of connections and threads; does nothing the second time. Operations in flight complete, if only by failing. */
    @Override
    void close();
}
