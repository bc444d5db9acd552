package methodcache.blackbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random schedules. {@code -Dsimulation.seed=…} plays one; {@code -Dsimulation.schedules=…} says how many.
 */
class SimulationTest {

    private static final int STEPS = 120;

    @Test
    void schedules_random_nobodyIsGivenAnythingStale() {
        Long seed = Long.getLong("simulation.seed");
        if (seed != null) {
            play(seed);
            return;
        }
        int schedules = Integer.getInteger("simulation.schedules", 4_000);
        long first = ThreadLocalRandom.current().nextLong(1_000_000_000_000L);
        for (long number = 0; number < schedules; number++) {
            play(first + number);
        }
        assertThat(schedules).isPositive();
    }

    private static void play(long seed) {
        try (World world = new World(seed)) {
            world.play(STEPS);
        }
    }
}
