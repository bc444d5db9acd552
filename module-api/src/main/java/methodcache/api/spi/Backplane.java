package methodcache.api.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The cluster's log of invalidations: events in one order for all nodes, each at a position. To append is to take a position: there is
 * none without an event, so there are no gaps.
 *
 * <p>A log lives in an epoch. One that has lost its memory, in part or whole, begins another, with another name, at any position; whoever
 * reads it then knows that events may have been lost. A log that nobody has used yet is in no epoch; the first {@link #extent},
 * {@link #append} or {@link #read} begins one, of one name for all nodes, whichever come first at a time.
 *
 * <p>How much a log keeps is its own affair, by number, age or size, as long as what it lets go is the oldest: behind a position that is
 * kept none is missing. Nodes read about every second. One for which the log kept too little knows it, and gives up all that it
 * holds. So a log should keep what happens in some minutes, and at least 500 events or a megabyte of them; one that keeps an hour lets a
 * node that starts find what others have left in the cluster.
 *
 * <p>Thread-safe. No method blocks: each gives a stage that completes, at the latest after {@link ClusterSettings#timeout()}, and fails
 * with any exception where the operation failed or took too long, or after {@link #close}. No method throws but
 * {@link NullPointerException}, at once and for an argument that is null; null is in no answer, either. Stages may be completed on any
 * thread. A log that lost its server works again when that is back, without being made anew.
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
     * @param first the first position that is kept, or was a moment ago; one more than {@code last} where nothing is
     * @param last the last position that was taken; one less than that of the first event where none was. So an epoch in which nothing
     *     was appended yet is from 1 to 0, unless it begins at a higher position
     */
    record Extent(String epoch, long first, long last) {}

    /**
     * A part of the log.
     *
     * @param epoch the epoch that the log is in
     * @param events those from the position that was asked for on, each at the next; may be fewer than were asked for and are there,
     *     but none only where the log is in another epoch, where nothing was appended there yet, or where that position isn't kept any
     *     more. Empty events count
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
     * What is kept. Begins an epoch where there is none, in which then nothing is.
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
     * Reads on. Sees every event whose {@link #append} was complete before. A reader in no epoch, or in one that is over, gets no events
     * and the name of the epoch there is; where there was none, it begins, as with {@link #extent}.
     *
     * @param epoch the epoch that the reader is in; any text
     * @param from the first position to read; positive, and may be beyond the last
     * @param most how many at most; positive
     * @return the events from there on
     */
    CompletionStage<Slice> read(String epoch, long from, int most);

    /**
     * Has somebody told when something may have been appended by another node, or the connection was lost or is back. Telling too often
     * is harmless, and telling too seldom is late: readers look by themselves, too, every second or so. Own appends may be told of. Called
     * again, it has one more told, also if it is the same; all are until {@link #close}, after which this does nothing. Waits for
     * no connection: who listens before there is one is told when it is there.
     *
     * @param appended is called on any thread; returns at once and throws nothing
     */
    void listen(Runnable appended);

    /** Lets go of connections and threads; does nothing the second time. Operations in flight complete, if only by failing. */
    @Override
    void close();
}
