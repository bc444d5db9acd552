package methodcache.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CityFileTest {

    @Test
    void readAll_shippedCopy_hasEveryCityWithAValidPlace() {
        List<City> cities = CityFile.readAll();

        assertThat(cities).hasSize(171_075);
        // Filtered first: an assertion for each of the cities takes many times as long.
        assertThat(cities.stream().filter(city -> !isValid(city))).isEmpty();
        assertThat(IntStream.range(0, cities.size()).filter(i -> cities.get(i).id() != i + 1))
                .isEmpty();
    }

    @Test
    void readAll_shippedCopy_keepsLettersBeyondAscii() {
        assertThat(CityFile.readAll().stream().filter(city -> city.name().equals("Reykjavík")))
                .singleElement()
                .extracting(City::country, City::region)
                .containsExactly("IS", "Capital Region");
    }

    @Test
    void parse_emptyRegion_isKept() throws IOException {
        assertThat(parse("Singapore\tSG\t\t1.28967\t103.85007\n"))
                .containsExactly(new City(1, "Singapore", "SG", "", 1.28967, 103.85007));
    }

    @Test
    void parse_missingField_namesTheLine() {
        assertThatThrownBy(() -> parse("Lyon\tFR\tRhône\t45.7\t4.8\nParis\tFR\t48.8\t2.3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2 has 4 fields instead of 5")
                .hasMessageContaining("Paris");
    }

    @Test
    void parse_placeThatIsNoNumber_namesTheLine() {
        assertThatThrownBy(() -> parse("Lyon\tFR\tRhône\tnorth\t4.8\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 1 has a place that is no number");
    }

    private static boolean isValid(City city) {
        return !city.name().isBlank()
                && city.name().length() <= 200
                && city.country().matches("[A-Z]{2}")
                && Math.abs(city.latitude()) <= 90
                && Math.abs(city.longitude()) <= 180;
    }

    private static List<City> parse(String text) throws IOException {
        return CityFile.parse(new BufferedReader(new StringReader(text)));
    }
}
