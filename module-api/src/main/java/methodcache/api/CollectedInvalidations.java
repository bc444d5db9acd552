package methodcache.api;

import java.util.concurrent.Callable;

/**
 * Invalidations that wait for the end of a transaction. Begun with {@link MethodCache#collectInvalidations()}: from then on, what
 * the thread asks this cache to invalidate is gathered and changes nothing, until it is fired, all of it as one event, or discarded.
 *
 * <pre>{@code
 * try (CollectedInvalidations collected = cache.collectInvalidations()) {
 *     transaction(() -> users.rename(id, name)); // which calls cache.invalidateTags("user:" + id)
 *     collected.fire();                          // committed; an exception discards
 * }
 * }</pre>
 *
 * <p>An invalidation before the commit would be too early: a load that begins between the two reads the old row, and is kept.
 * Writes by {@code put} aren't gathered. Begun inside another, on the same thread, it hands over to the outer one when it is fired.
 * What is said on other threads is gathered only {@link #within}. It may be fired, discarded or closed on any thread; later calls do
 * nothing.
 */
public interface CollectedInvalidations extends AutoCloseable {

    /**
     * Applies what was gathered, as one event, and ends the gathering.
     *
     * @return what was done; of number 0 where it was handed to an outer collection, nothing was gathered, or it has ended before
     */
    InvalidationReport fire();

    /** Forgets what was gathered, and ends the gathering. */
    void discard();

    /**
     * Lets a task on another thread be part of this, for as long as it runs.
     *
     * @param task the task
     * @param <R> its result
     * @return the task, to be run anywhere, once or more; after the end of the gathering its invalidations are applied at once
     */
    <R> Callable<R> within(Callable<R> task);

    /** The same as {@link #discard()}: for what wasn't fired. */
    @Override
    void close();
}
