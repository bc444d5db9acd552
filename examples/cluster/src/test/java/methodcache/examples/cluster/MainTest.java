package methodcache.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final String OF_1900 = "1998-10-25, ";

    @Test
    void story_told_isTrueAndLeavesNoProcess() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Story(new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        String text = printed.toString(StandardCharsets.UTF_8);
        List<String> done = text.lines()
                .filter(line -> line.matches(" {2}[AB] {2}.*"))
                .map(line -> line.substring(2, 3) + line.substring(4, 31).stripTrailing())
                .toList();
        assertThat(done.subList(0, 6))
                .as(text)
                .containsExactly(
                        "A loads it",
                        "B finds it in the cluster",
                        "B has it in its own memory",
                        "A has told the cluster",
                        "B loads it",
                        "A finds it in the cluster");
        // One load for both, whoever comes first.
        assertThat(done.subList(6, 8))
                .as(text)
                .isIn(
                        List.of("A loads it", "B finds it in the cluster"),
                        List.of("A finds it in the cluster", "B loads it"));
        assertThat(done.subList(8, done.size()))
                .as(text)
                .containsExactly(
                        "B has it in its own memory",
                        "A loads it",
                        "B loads it",
                        "A keeps it, to tell it later",
                        "A loads it",
                        "A loads it",
                        "B finds it in the cluster");
        assertThat(text.lines().filter(line -> line.contains(OF_1900))).hasSize(9);
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void busiestDay_ofFewYears_isTheFirstOfThoseWithMostZones() {
        BusiestDay busiest = new TimeZoneRules().busiestDay(1990, 1999);
        assertThat(busiest).isEqualTo(new TimeZoneRules().busiestDay(1985, 1999));
        assertThat(busiest.day().getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(busiest.zones()).isGreaterThan(100);
    }
}
