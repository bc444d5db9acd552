package methodcache.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import methodcache.examples.cities.CountryProfile.NameCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes, each test to a small database of its own. */
class SqlCityQueriesRenameTest {

    private static final City LYON = new City(1, "Lyon", "FR", "Auvergne-Rhône-Alpes", 45.74846, 4.84671);
    private static final City PARIS = new City(2, "Paris", "FR", "Île-de-France", 48.85341, 2.3488);
    private static final City PARIS_TEXAS = new City(3, "Paris", "US", "Texas", 33.66094, -95.55551);

    private final CityDatabase database = CityDatabase.open(List.of(LYON, PARIS, PARIS_TEXAS));
    private final CityQueries queries = new SqlCityQueries(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rename_city_saysItBeforeAndAfter() {
        City lutetia = PARIS.withName("Lutetia");

        assertThat(queries.rename(2, "Lutetia")).isEqualTo(new Renaming(PARIS, lutetia));
    }

    @Test
    void rename_city_showsInEveryAnswerThatHasIt() {
        assertThat(queries.namesakes("Paris").cities()).containsExactly(PARIS, PARIS_TEXAS);
        City lutetia = PARIS.withName("Lutetia");

        queries.rename(2, "Lutetia");

        assertThat(queries.find(2)).contains(lutetia);
        assertThat(queries.findMany(List.of(1L, 2L))).containsEntry(1L, LYON).containsEntry(2L, lutetia);
        assertThat(queries.namesakes("Paris").cities()).containsExactly(PARIS_TEXAS);
        assertThat(queries.namesakes("Lutetia").cities()).containsExactly(lutetia);
        assertThat(queries.nearest(48.9, 2.3, 1).get(0).city()).isEqualTo(lutetia);
        CountryProfile france = queries.countryProfile("FR").orElseThrow();
        assertThat(france.northernmost()).isEqualTo(lutetia);
        assertThat(france.commonestNames()).containsExactly(new NameCount("Lutetia", 1), new NameCount("Lyon", 1));
    }

    @Test
    void rename_noSuchId_saysSo() {
        assertThatThrownBy(() -> queries.rename(4, "Lutetia"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("No city has the id 4");
    }

    @Test
    void rename_nameThatIsNone_isRefusedAndChangesNothing() {
        assertThatThrownBy(() -> queries.rename(2, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.rename(2, "x".repeat(201))).isInstanceOf(IllegalArgumentException.class);

        assertThat(queries.find(2)).contains(PARIS);
    }

    @Test
    void rename_oneCityByManyThreads_chainsBeforeToAfter() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Renaming>> tasks = IntStream.range(0, 100)
                    .<Callable<Renaming>>mapToObj(i -> () -> queries.rename(2, "Name " + i))
                    .toList();
            List<String> before = new ArrayList<>();
            List<String> after = new ArrayList<>();
            for (Future<Renaming> renaming : threads.invokeAll(tasks)) {
                before.add(renaming.get().before().name());
                after.add(renaming.get().after().name());
            }

            // Each renaming saw what exactly one other left behind, but for the first and the last.
            before.remove("Paris");
            after.remove(queries.find(2).orElseThrow().name());
            assertThat(before).containsExactlyInAnyOrderElementsOf(after);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void countryProfile_whileACityIsRenamed_isOfOneState() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> renaming =
                    threads.submit(() -> IntStream.range(0, 2000).forEach(i -> queries.rename(2, "N" + i)));
            do {
                CountryProfile france = queries.countryProfile("FR").orElseThrow();

                assertThat(france.commonestNames())
                        .contains(new NameCount(france.northernmost().name(), 1));
            } while (!renaming.isDone());
            renaming.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void open_twice_givesDatabasesApart() {
        try (CityDatabase other = CityDatabase.open(List.of(LYON))) {
            new SqlCityQueries(other.dataSource()).rename(1, "Lugdunum");

            assertThat(queries.find(1)).contains(LYON);
        }
    }

    @Test
    void open_sameIdTwice_saysThatItCannotLoad() {
        assertThatThrownBy(() -> CityDatabase.open(List.of(LYON, LYON)))
                .isInstanceOf(CityDatabaseException.class)
                .hasMessageStartingWith("Cannot load 2 cities: ");
    }

    @Test
    void find_databaseClosed_saysWhatCouldNotBeDone() {
        CityDatabase closed = CityDatabase.open(List.of(LYON));
        closed.close();
        CityQueries late = new SqlCityQueries(closed.dataSource());

        assertThatThrownBy(() -> late.find(1)).hasMessageContaining("disposed");
    }
}
