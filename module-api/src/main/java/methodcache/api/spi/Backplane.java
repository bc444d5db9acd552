package methodcache.api.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The cluster's log of invalidations: events in one order for all nodes, each at a position. To append is to take a position: there is
 * none without an event, so there are no gaps.
 *
 * <p>A log lives in an epoch. One that has lost its memory, in part or whole, begins another, with another name, at any position; whoever
 * reads it then knows that events may have been lost.
 *
 * <p>Thread-safe. No method blocks: each gives a stage that completes, at the latest after {@link ClusterSettings#timeout()}, and fails
 * with any exception where the operation failed or took too long. No method throws but {@link NullPointerException}. Stages may be
 * completed on any thread. A log that lost its server works again when that is back, without being made anew.
 */
public interface Backplane extends AutoCloseable {

    /**
     * A place in the log.
     *
     * @param epoch the epoch's name: different for each
     * @param number positive, one more for each event of the epoch
     */
    record Position(String epoch, long number) {}

    /**
     * What is kept of the log.
     *
     * @param epoch the epoch
     * @param first the first position that is kept; one more than {@code last} where nothing is
     * @param last the last position that was taken; 0 where none was
     */
    record Extent(String epoch, long first, long last) {}

    /**
     * A part of the log.
     *
     * @param epoch the epoch that the log is in
     * @param events those from the position that was asked for on, each at the next; none where the log is in another epoch, where
     *     nothing was appended there yet, or where that position isn't kept any more
     */
    record Slice(String epoch, List<byte[]> events) {

        /**
         * Copies the list.
         *
         * @param epoch the epoch
         * @param events the events
         */
        public Slice {
            events = List.copyOf(events);
        }
    }

    /**
     * What is kept. Begins an epoch, where there is none.
     *
     * @return where the log begins and ends; an end that was true at some time during the call, or is later
     */
    CompletionStage<Extent> extent();

    /**
     * Appends an event. When it has failed, the event may have been appended, or be appended later.
     *
     * @param event what happened; not changed afterwards
     * @return its position, once it is kept as safely as the cluster keeps anything
     */
    CompletionStage<Position> append(byte[] event);

    /**
     * Reads on. Sees every event whose {@link #append} was complete before.
     *
     * @param epoch the epoch that the reader is in
     * @param from the first position to read
     * @param most how many at most; positive
     * @return the events from there on
     */
    CompletionStage<Slice> read(String epoch, long from, int most);

    /**
     * Has somebody told when something may have been appended by another node, or the connection was lost or is back. Telling too often
     * is harmless, and telling too seldom is late: readers look by themselves, too, every second or so.
     *
     * @param appended is called on any thread; returns at once and throws nothing
     */
    void listen(Runnable appended);

    /** Lets go of connections and threads; does nothing the second time. Operations in flight complete, if only by failing. */
    @Override
    void close();
}
