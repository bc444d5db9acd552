package methodcache.provider.ignite;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The one record that says in which epoch a log is and where it ends. It is one so that a cluster which forgets the end forgets the
 * epoch, too, and can't give a position twice.
 *
 * @param epoch the epoch's name
 * @param last the last position that is taken; all up to it are. Those after it may be taken, but nobody has read them
 * @param readNanos when it was so, by {@link System#nanoTime()}
 */
record Head(String epoch, long last, long readNanos) {
    private static final char END_OF_EPOCH = ':';

    static Head ofNewEpoch() {
        return new Head(UUID.randomUUID().toString(), 0, System.nanoTime());
    }

    static Head decode(byte[] record, long readNanos) {
        String text = new String(record, StandardCharsets.US_ASCII);
        int end = text.indexOf(END_OF_EPOCH);
        if (end < 0) {
            throw new IllegalStateException("not a log's head: " + text);
        }
        return new Head(text.substring(0, end), Long.parseLong(text.substring(end + 1)), readNanos);
    }

    byte[] encode() {
        return (epoch + END_OF_EPOCH + last).getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the same epoch, and a later end. */
    Head endingAt(long position) {
        return new Head(epoch, position, System.nanoTime());
    }

    /** What the record of a position is found by. */
    static String key(String epoch, long position) {
        return epoch + '/' + position;
    }
}
