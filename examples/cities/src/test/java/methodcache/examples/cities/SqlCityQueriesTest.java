package methodcache.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import methodcache.examples.cities.CountryProfile.NameCount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from all the shipped data; every answer is also worked out in Java, from the list that was loaded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlCityQueriesTest {

    private List<City> cities;
    private CityDatabase database;
    private CityQueries queries;

    @BeforeAll
    void load() {
        cities = CityFile.readAll();
        database = CityDatabase.open(cities);
        queries = new SqlCityQueries(database.dataSource());
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"48.8534, 2.3488", "0, 0", "90, 0", "-90, 0", "-17, 180", "-17, -180", "65, -179.9", "40.7, -74"})
    void nearest_place_isWhatBruteForceFinds(double latitude, double longitude) {
        assertNearest(latitude, longitude, 25);
    }

    @Test
    void nearest_randomPlaces_isWhatBruteForceFinds() {
        var random = new Random(20261122);
        for (int i = 0; i < 10; i++) {
            assertNearest(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180, 1 + random.nextInt(100));
        }
    }

    @Test
    void nearest_placeOfACity_beginsWithItAtNoDistance() {
        City rome = queries.namesakes("Rome").cities().get(0);

        Neighbour first = queries.nearest(rome.latitude(), rome.longitude(), 1).get(0);

        assertThat(first.city()).isEqualTo(rome);
        assertThat(first.kilometers()).isCloseTo(0, within(1e-6));
    }

    @Test
    void nearest_placeOffTheGlobe_isRefused() {
        assertThatThrownBy(() -> queries.nearest(90.1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latitude must be from -90 to 90, but is: 90.1");
        assertThatThrownBy(() -> queries.nearest(Double.NaN, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.nearest(0, -180.1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.nearest(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.nearest(0, 0, 1001)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"US, 2", "FR, 1", "NZ, 3", "IS, 10", "VA, 1"})
    void densest_country_isWhatBruteForceFinds(String country, int cellsPerDegree) {
        record Corner(double south, double west) {}
        Map<Corner, Integer> counts = new HashMap<>();
        for (City city : BruteForce.ofCountry(cities, country)) {
            var corner = new Corner(
                    Math.floor(city.latitude() * cellsPerDegree), Math.floor(city.longitude() * cellsPerDegree));
            counts.merge(corner, 1, Integer::sum);
        }
        List<Cell> expected = counts.entrySet().stream()
                .map(entry -> new Cell(
                        entry.getKey().south() / cellsPerDegree,
                        entry.getKey().west() / cellsPerDegree,
                        1.0 / cellsPerDegree,
                        entry.getValue()))
                .sorted(Comparator.comparingInt(Cell::cities)
                        .reversed()
                        .thenComparingDouble(Cell::south)
                        .thenComparingDouble(Cell::west))
                .limit(10)
                .toList();

        assertThat(queries.densest(country, cellsPerDegree)).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void densest_noSuchCountry_isEmpty() {
        assertThat(queries.densest("ZZ", 1)).isEmpty();
    }

    @Test
    void densest_cellsTooFineOrTooCoarse_isRefused() {
        assertThatThrownBy(() -> queries.densest("FR", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.densest("FR", 101)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IS", "NL", "NZ", "NO", "FJ", "VA"})
    void countryProfile_country_isWhatBruteForceFinds(String country) {
        List<City> own = BruteForce.ofCountry(cities, country);
        Map<String, Integer> byName = BruteForce.countByName(own);
        Comparator<City> byLatitude = Comparator.comparingDouble(City::latitude);
        List<NameCount> commonest = byName.entrySet().stream()
                .map(entry -> new NameCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(NameCount::cities).reversed().thenComparing(NameCount::name))
                .limit(5)
                .toList();

        assertThat(queries.countryProfile(country))
                .contains(new CountryProfile(
                        country,
                        own.size(),
                        byName.size(),
                        own.stream().min(byLatitude.reversed()).orElseThrow(),
                        own.stream().min(byLatitude).orElseThrow(),
                        BruteForce.remotest(own),
                        commonest));
    }

    @Test
    void countryProfile_noSuchCountry_isEmpty() {
        assertThat(queries.countryProfile("ZZ")).isEmpty();
    }

    @Test
    void countryProfile_codeThatIsNone_isRefused() {
        assertThatThrownBy(() -> queries.countryProfile("France"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("country must be two capital letters, but is: France");
    }

    @ParameterizedTest
    @ValueSource(strings = {"San Antonio", "sAN aNTONIO", "Springfield", "REYKJAVÍK", "san josé", "Zürich"})
    void namesakes_name_isWhatBruteForceFinds(String name) {
        List<City> expected = BruteForce.named(cities, name);

        Namesakes namesakes = queries.namesakes(name);

        assertThat(namesakes.name()).isEqualTo(name);
        assertThat(namesakes.cities()).isNotEmpty().isEqualTo(expected);
        assertThat(namesakes.farthest().isPresent()).isEqualTo(expected.size() > 1);
        namesakes.farthest().ifPresent(pair -> {
            assertThat(expected).contains(pair.one(), pair.other());
            assertThat(pair.kilometers()).isCloseTo(BruteForce.farthestKilometers(expected), within(1e-3));
            assertThat(pair.kilometers()).isCloseTo(BruteForce.kilometers(pair.one(), pair.other()), within(1e-3));
        });
    }

    @Test
    void namesakes_noSuchName_hasNone() {
        Namesakes namesakes = queries.namesakes("No city is called this");

        assertThat(namesakes.cities()).isEmpty();
        assertThat(namesakes.farthest()).isEmpty();
    }

    @Test
    void find_everyThousandthId_isTheCity() {
        for (int id = 1; id <= cities.size(); id += 1000) {
            assertThat(queries.find(id)).contains(cities.get(id - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 171_076, Long.MAX_VALUE})
    void find_noSuchId_isEmpty(long id) {
        assertThat(queries.find(id)).isEmpty();
    }

    @Test
    void findMany_idsOutOfOrderTwiceAndMissing_hasThoseThereInTheOrderAskedFor() {
        Map<Long, City> found = queries.findMany(List.of(900L, 3L, 0L, 900L, 170_000L, Long.MAX_VALUE, 1L));

        assertThat(new ArrayList<>(found.keySet())).containsExactly(900L, 3L, 170_000L, 1L);
        found.forEach((id, city) -> assertThat(city).isEqualTo(cities.get(id.intValue() - 1)));
    }

    @Test
    void findMany_noIds_isEmpty() {
        assertThat(queries.findMany(List.of())).isEmpty();
    }

    private void assertNearest(double latitude, double longitude, int count) {
        List<Neighbour> found = queries.nearest(latitude, longitude, count);

        assertThat(found).extracting(Neighbour::city).isEqualTo(BruteForce.nearest(cities, latitude, longitude, count));
        assertThat(found).allSatisfy(neighbour -> {
            City city = neighbour.city();
            double expected = BruteForce.kilometers(latitude, longitude, city.latitude(), city.longitude());
            assertThat(neighbour.kilometers()).isCloseTo(expected, within(1e-3));
        });
    }
}
