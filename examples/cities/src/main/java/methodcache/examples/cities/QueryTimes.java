package methodcache.examples.cities;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Prints how long each query takes without a cache: the first time in this program, and in the middle of many. */
public final class QueryTimes {

    private static final int RUNS = 41;

    private QueryTimes() {}

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        try (CityDatabase database = CityDatabase.open()) {
            print("%-32s %8.1f ms%n", "read and load all cities", millisSince(start));
            print("%n%-32s %11s %11s %11s%n", "query", "first", "fastest", "median");
            measure(new SqlCityQueries(database.dataSource()));
        }
    }

    private static void measure(CityQueries queries) {
        List<Long> hundredIds =
                LongStream.rangeClosed(1, 100).map(i -> i * 1700).boxed().toList();
        time("nearest(48.8534, 2.3488, 10)", () -> queries.nearest(48.8534, 2.3488, 10));
        for (String country : List.of("US", "FR", "DE", "NL", "IS")) {
            time("densest(%s, 2)".formatted(country), () -> queries.densest(country, 2));
            time("countryProfile(%s)".formatted(country), () -> queries.countryProfile(country));
        }
        time("namesakes(San Antonio)", () -> queries.namesakes("San Antonio"));
        time("namesakes(Reykjavík)", () -> queries.namesakes("Reykjavík"));
        time("find(4711)", () -> queries.find(4711));
        time("findMany(100 ids)", () -> queries.findMany(hundredIds));
        time("rename(4711, Elsewhere)", () -> queries.rename(4711, "Elsewhere"));
    }

    private static void time(String label, Runnable query) {
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            query.run();
            millis[run] = millisSince(start);
        }
        double first = millis[0];
        Arrays.sort(millis);
        print("%-32s %8.2f ms %8.2f ms %8.2f ms%n", label, first, millis[0], millis[RUNS / 2]);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
