package methodcache.examples.cluster;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheLayer;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;

/** An application as there are several of: a service, and a cache whose second layer all of them share. Does what it reads, line by line. */
final class Application implements AutoCloseable {

    /** Which years are asked about when nothing is said of a lock, and when one load is to do for all. */
    private static final CachePolicy PLAIN = CachePolicy.of(p -> {});

    private static final CachePolicy ONE_LOAD = CachePolicy.of(p -> p.withDistributedLock(ofSeconds(20)));

    private final ClockChanges changes = new TimeZoneRules();
    private final MethodCache cache;

    Application(String addresses) {
        cache = MethodCache.configure()
                .name("clocks")
                // The limit is generous, as all of this has only just been started. Without a word it is a second.
                .l2("ignite", l2 -> l2.set("addresses", addresses).timeout(ofSeconds(5)))
                .forService(
                        ClockChanges.class,
                        service -> service.method(
                                clocks -> clocks.busiestDay(0, 0),
                                p -> p.withDuration(ofHours(1)).withTags("time-zones")))
                .build();
    }

    /** Does what it is told until nobody tells it anything any more. */
    void run(BufferedReader in, PrintStream out) throws IOException {
        out.println(new Answer("ready", 0, "").line());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line.split(" ")).line());
        }
    }

    private Answer answer(String[] words) {
        return switch (words[0]) {
            case "ask" -> ask(Integer.parseInt(words[1]), Integer.parseInt(words[2]), PLAIN);
            case "ask-under-lock" -> ask(Integer.parseInt(words[1]), Integer.parseInt(words[2]), ONE_LOAD);
            case "invalidate" -> invalidate(words[1]);
            case "unpublished" ->
                new Answer("unpublished", 0, Long.toString(cache.stats().unpublished()));
            default -> throw new IllegalArgumentException("can't " + words[0]);
        };
    }

    private Answer ask(int firstYear, int lastYear, CachePolicy policy) {
        AtomicReference<CacheLayer> layer = new AtomicReference<>(CacheLayer.SOURCE);
        long start = System.nanoTime();
        BusiestDay busiest = cache.call(ClockChanges::busiestDay, changes, firstYear, lastYear)
                .withPolicy(policy)
                .onHit(context -> layer.set(context.layer()))
                .execute();
        return new Answer(
                requireNonNull(layer.get()).name(),
                System.nanoTime() - start,
                busiest.day() + ", " + busiest.zones() + " zones");
    }

    private Answer invalidate(String tag) {
        long start = System.nanoTime();
        boolean published = cache.invalidateTags(tag).published();
        return new Answer(published ? "published" : "kept", System.nanoTime() - start, "");
    }

    @Override
    public void close() {
        cache.close();
    }
}
