package methodcache.examples.cluster;

import java.util.Locale;

/**
 * What an application says when it has done something.
 *
 * @param what what it did, or where it found what it was asked for
 * @param nanos how long that took
 * @param result what came of it
 */
record Answer(String what, long nanos, String result) {

    /** One line for a pipe. */
    String line() {
        return what + '\t' + nanos + '\t' + result;
    }

    static Answer of(String line) {
        String[] parts = line.split("\t", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not an answer: " + line);
        }
        return new Answer(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    String time() {
        return String.format(Locale.ROOT, nanos < 1_000_000 ? "%.2f ms" : "%.0f ms", nanos / 1e6);
    }
}
