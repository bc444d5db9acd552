package methodcache.examples.cities;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import methodcache.api.CacheStats;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;

/** What a cache does for these questions, one thing after the other. Every number it prints was measured or counted just then. */
final class Tour {

    private static final double PARIS_LATITUDE = 48.8534;
    private static final double PARIS_LONGITUDE = 2.3488;
    private static final int CALLERS = 200;
    private static final int HOT_CALLS = 200_000;

    private final Report report;
    private final MethodCache cache;
    private final CountedQueries cities;

    Tour(Report report, MethodCache cache, CountedQueries cities) {
        this.report = report;
        this.cache = cache;
        this.cities = cities;
    }

    void run() throws Exception {
        coldAndHot();
        manyCallersOneLoad();
        withoutBlocking();
        bulk();
        invalidationWhileLoading();
        sum();
    }

    private void coldAndHot() throws Exception {
        report.title("The same question, cold and hot");
        // A local variable: a lambda that used the field would capture this whole object, which says nothing of its
        // values.
        CityQueries queries = cities;
        List<Neighbour> near = question(
                "nearest(Paris, 10)",
                () -> cache.call(CityQueries::nearest, cities, PARIS_LATITUDE, PARIS_LONGITUDE, 10)
                        .execute());
        CountryProfile france = question(
                        "countryProfile(FR)",
                        () -> cache.call(CityQueries::countryProfile, cities, "FR")
                                .execute())
                .orElseThrow();
        Namesakes sanAntonio = question(
                "namesakes(San Antonio)",
                () -> cache.cache(() -> queries.namesakes("San Antonio")).execute());
        report.say(
                "Next to Paris lies %s; France has %d cities, the northernmost is %s;",
                near.get(1).city().name(),
                france.cities(),
                france.northernmost().name());
        report.say("%d cities are named San Antonio.", sanAntonio.cities().size());
    }

    /** Asks twice, then so often that one call can be timed. */
    private <T> T question(String what, Callable<T> call) throws Exception {
        cities.askedSince();
        T answer = report.timed(what + ", cold", call);
        long start = System.nanoTime();
        for (int i = 0; i < HOT_CALLS; i++) {
            call.call();
        }
        report.say("%-58s %12s", "  hot", Report.duration((System.nanoTime() - start) / HOT_CALLS));
        report.say("%-58s %12s", "  times the database was asked", cities.askedSince());
        return answer;
    }

    private void manyCallersOneLoad() throws Exception {
        report.title(CALLERS + " callers at once, one cold key");
        cities.askedSince();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<List<Cell>>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> {
                    start.await();
                    return cache.call(CityQueries::densest, cities, "US", 2).execute();
                }));
            }
            report.timed("densest(US, 2), until the last of them has its answer", () -> {
                start.countDown();
                for (Future<List<Cell>> answer : answers) {
                    answer.get();
                }
                return answers.size();
            });
        } finally {
            callers.shutdown();
        }
        report.say("%-58s %12s", "  times the database was asked", cities.askedSince());
    }

    private void withoutBlocking() throws Exception {
        report.title("Without blocking the caller");
        CityQueries queries = cities;
        CompletableFuture<CountryProfile> norway = cache.cache(() -> queries.countryProfile("NO"))
                .executeAsync()
                .thenApply(profile -> profile.orElseThrow());
        report.say("The call has returned; the answer is %s.", norway.isDone() ? "there" : "on its way");
        report.say(
                "Norway's southernmost city is %s.", norway.get().southernmost().name());
    }

    private void bulk() throws Exception {
        report.title("Many at once");
        List<Long> hundred =
                LongStream.rangeClosed(1, 100).map(i -> i * 1700).boxed().toList();
        cache.getOrCreateMany(hundred.subList(0, 50), Tour::key, (missing, context) -> cities.findMany(missing));
        cities.askedSince();
        Map<Long, City> found = report.timed(
                "100 cities by id, 50 of them there",
                () -> cache.getOrCreateMany(hundred, Tour::key, (missing, context) -> {
                    report.say("the loader is asked for %d", missing.size());
                    return cities.findMany(missing);
                }));
        report.say("%d found; the database was asked %d time.", found.size(), cities.askedSince());
    }

    private static String key(long id) {
        return "city:" + id;
    }

    /**
     * The race that caches lose: a load has read the old row, then the row is changed and its key invalidated, then the load ends.
     */
    private void invalidationWhileLoading() throws Exception {
        report.title("Invalidation while loading");
        long id = 4711;
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        CompletableFuture<City> slow = CompletableFuture.supplyAsync(() -> cache.getOrCreate(key(id), context -> {
            City city = cities.find(id).orElseThrow();
            read.countDown();
            changed.await();
            return city;
        }));
        read.await();
        Renaming renaming = cities.rename(id, "Newtown");
        InvalidationReport invalidated = cache.invalidateKeys(key(id));
        changed.countDown();
        report.say(
                "A load has read %s; then it is renamed, and its key is invalidated.",
                renaming.before().name());
        report.say("Loads in flight that the invalidation overtook: %d.", invalidated.loadsOvertaken());
        report.say(
                "The caller who was loading gets %s, since that is what it asked for.",
                slow.get().name());
        City later = cache.getOrCreate(key(id), context -> cities.find(id).orElseThrow());
        report.say("Whoever asks later gets %s: the old value was not kept.", later.name());
    }

    private void sum() {
        CacheStats stats = cache.stats();
        report.title("In all");
        report.say(
                "%d hits, %d misses: %d loads, %d joined another's load; %.4f of the calls were hits.",
                stats.hits(), stats.misses(), stats.loads(), stats.joins(), stats.hitRatio());
        report.say(
                "%s spent in loaders; %d entries held.",
                Report.duration(stats.loadTime().toNanos()), stats.entries());
    }
}
