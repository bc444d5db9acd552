package methodcache.examples.cities;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints what was done and how long it took. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.printf("%n%s%n", text);
    }

    void say(String format, Object... values) {
        out.printf(Locale.ROOT, "  " + format + "%n", values);
    }

    <T> T timed(String what, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        say("%-58s %12s", what, duration(System.nanoTime() - start));
        return result;
    }

    static String duration(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
