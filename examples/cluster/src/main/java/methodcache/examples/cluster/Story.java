package methodcache.examples.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import methodcache.testkit.ignite.IgniteServer;

/** Two applications and what they share: tells each what to do, and prints what it says. */
final class Story {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MILLIS = 200;

    private final PrintStream out;

    Story(PrintStream out) {
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        say("An Ignite node and two applications start, each in a JVM of its own.");
        try (IgniteServer ignite = IgniteServer.start();
                ChildJvm a = ChildJvm.start("A", ignite.address());
                ChildJvm b = ChildJvm.start("B", ignite.address())) {
            warmUp(a, b);
            say(
                    "They are there after %s, and each has been asked something, so that its classes are loaded.",
                    seconds(start));
            share(a, b);
            invalidate(a, b);
            loadOnce(a, b);
            ignite.kill();
            goOnAlone(a, b);
            long back = System.nanoTime();
            ignite.restart();
            shareAgain(a, b, back);
        }
        say("%nAll of it has ended after %s.", seconds(start));
    }

    private static void warmUp(ChildJvm a, ChildJvm b) throws IOException {
        a.answer();
        b.answer();
        for (int year = 1800; year < 1805; year++) {
            a.ask("ask " + year + " 1899");
            b.ask("ask " + year + " 1899");
        }
    }

    private void share(ChildJvm a, ChildJvm b) throws IOException {
        title("On which day of the 20th century did most time zones change their clocks?");
        ask(a, 1900, 1999);
        ask(b, 1900, 1999);
        ask(b, 1900, 1999);
    }

    /** B hears of it a moment later, and until then has the old value. */
    private void invalidate(ChildJvm a, ChildJvm b) throws IOException {
        title("New rules for time zones: A invalidates what has the tag \"time-zones\".");
        tellOfInvalidation(a, a.ask("invalidate time-zones"));
        long told = System.nanoTime();
        Answer answer = b.ask("ask 1900 1999");
        while (answer.what().equals("L1") && System.nanoTime() - told < PATIENCE) {
            answer = b.ask("ask 1900 1999");
        }
        tellOfAnswer(b, answer);
        ask(a, 1900, 1999);
    }

    private void loadOnce(ChildJvm a, ChildJvm b) throws IOException {
        title("Both ask about the 21st century at once, withDistributedLock(…).");
        a.tell("ask-under-lock 2000 2099");
        b.tell("ask-under-lock 2000 2099");
        tellOfAnswer(a, a.answer());
        tellOfAnswer(b, b.answer());
    }

    private void goOnAlone(ChildJvm a, ChildJvm b) throws IOException {
        title("The Ignite node is killed. Calls go on, each application by itself.");
        ask(b, 1900, 1999);
        ask(a, 1800, 1899);
        ask(b, 1800, 1899);
        tellOfInvalidation(a, a.ask("invalidate time-zones"));
        ask(a, 1900, 1999);
    }

    /** Asks about other years each time until both are back in the cluster. */
    private void shareAgain(ChildJvm a, ChildJvm b, long back) throws IOException, InterruptedException {
        title("It is started again, and remembers nothing.");
        for (int year = 1901; System.nanoTime() - back < PATIENCE; year++) {
            Answer loaded = a.ask("ask " + year + " 1999");
            Answer found = b.ask("ask " + year + " 1999");
            boolean published = a.ask("unpublished").result().equals("0");
            if (found.what().equals("L2") && published) {
                say("  After %s, start included, all is as before; what A invalidated is published.", seconds(back));
                tellOfAnswer(a, loaded);
                tellOfAnswer(b, found);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("the applications don't share values again");
    }

    private void ask(ChildJvm application, int firstYear, int lastYear) throws IOException {
        tellOfAnswer(application, application.ask("ask " + firstYear + " " + lastYear));
    }

    private void tellOfAnswer(ChildJvm application, Answer answer) {
        String found = switch (answer.what()) {
            case "L1" -> "has it in its own memory";
            case "L2" -> "finds it in the cluster";
            default -> "loads it";
        };
        say("  %s  %-26s %9s   %s", application.name(), found, answer.time(), answer.result());
    }

    private void tellOfInvalidation(ChildJvm application, Answer answer) {
        String told = answer.what().equals("published") ? "has told the cluster" : "keeps it, to tell it later";
        say("  %s  %-26s %9s", application.name(), told, answer.time());
    }

    private void title(String text) {
        say("%n%s", text);
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    }
}
