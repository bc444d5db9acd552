package methodcache.examples.cities;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import methodcache.api.MethodCache;

/** Real questions over real cities, first without a cache, then with one. */
public final class Main {

    private Main() {}

    /** Runs the tour; needs no arguments and nothing installed. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report(System.out);
        try (CityDatabase database =
                        report.timed("Read 171 075 cities into an SQL database in memory", CityDatabase::open);
                MethodCache cache = cache()) {
            CountedQueries queries = new CountedQueries(new SqlCityQueries(database.dataSource()));
            new Tour(report, cache, queries).run();
        }
    }

    /** Declared, the service counts by its type in keys, so that every implementation of it shares the values. */
    static MethodCache cache() {
        return MethodCache.configure()
                .name("cities")
                .defaultPolicy(p -> p.withDuration(ofMinutes(30)).withJitter(0.1))
                .addPolicy("seldom-changing", p -> p.withDuration(ofHours(12)))
                .l1(l1 -> l1.maximumEntries(20_000))
                .forService(
                        CityQueries.class,
                        cities -> cities.method(c -> c.countryProfile(""), m -> m.withPolicy("seldom-changing"))
                                .method(c -> c.densest("", 1), m -> m.withPolicy("seldom-changing")))
                .build();
    }
}
