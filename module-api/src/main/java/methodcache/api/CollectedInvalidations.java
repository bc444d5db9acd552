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
 * Writes by {@code put} aren't gathered. Begun inside another, on the same thread, it hands over to the outer one when it is fired;
 * where that has ended before, to the next around it, and where none is left, what it gathered is applied at once. What is said on other
 * threads is gathered only {@link #within}: what a loader says is gathered if it runs on this thread, and isn't if the cache runs it on
 * its executor. It may be fired, discarded or closed on any thread; later calls do nothing.
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
     * Lets a task on another thread be part of this, for as long as it runs. It is part of this one only: once this has ended, its
     * invalidations are applied at once, even where another gathering is around.
     *
     * @param task the task
     * @param <R> its result
     * @return the task, to be run anywhere, once or more
     */
    <R> Callable<R> within(Callable<R> task);

    /** The same as {@link #discard()}: for what wasn't fired. */
    @Override
    void close();
}
