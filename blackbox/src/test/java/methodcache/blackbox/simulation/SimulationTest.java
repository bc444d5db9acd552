package methodcache.blackbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of random schedules. {@code -Dsimulation.seed=…} plays one, in a world of {@code -Dsimulation.nodes=…};
 * {@code -Dsimulation.schedules=…} says how many.
 */
@Tag("stress")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SimulationTest {

    private static final int STEPS = 120;

    @Test
    void schedules_onOneNode_nobodyIsGivenAnythingStale() {
        play(1, Integer.getInteger("simulation.schedules", 4_000));
    }

    /** As many steps for all nodes together. They aren't connected, so what one does mustn't show on another. */
    @Test
    void schedules_onNodesApart_nobodyIsGivenAnythingStale() {
        play(3, Integer.getInteger("simulation.schedules", 4_000) / 40);
    }

    private static void play(int nodes, int schedules) {
        Long seed = Long.getLong("simulation.seed");
        if (seed != null) {
            if (nodes == Integer.getInteger("simulation.nodes", 1)) {
                schedule(nodes, seed);
            }
            return;
        }
        long first = ThreadLocalRandom.current().nextLong(1_000_000_000_000L);
        System.out.println("Simulation: " + schedules + " schedules, nodes: " + nodes + ", seeds from " + first);
        for (long number = 0; number < schedules; number++) {
            schedule(nodes, first + number);
        }
        assertThat(schedules).isPositive();
    }

    private static void schedule(int nodes, long seed) {
        try (World world = new World(seed, nodes)) {
            world.play(STEPS);
        }
    }
}
