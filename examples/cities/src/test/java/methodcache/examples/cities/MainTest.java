package methodcache.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void tour_overAllCities_asksTheDatabaseOncePerQuestionAndKeepsNothingStale() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (CityDatabase database = CityDatabase.open();
                MethodCache cache = Main.cache()) {
            Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
            new Tour(report, cache, new CountedQueries(new SqlCityQueries(database.dataSource()))).run();
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.contains("times the database was asked")))
                .hasSize(4)
                .allMatch(line -> line.endsWith(" 1"));
        assertThat(text)
                .contains("the loader is asked for 50", "overtook: 1.", "gets Newtown: the old value was not kept");
    }
}
