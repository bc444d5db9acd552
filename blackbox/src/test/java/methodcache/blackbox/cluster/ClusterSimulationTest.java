package methodcache.blackbox.cluster;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random schedules on three nodes and a network that fails: the same thousand each time, so that a failure is one of the change that is
 * tested. {@code -Dcluster.first=…} begins with others, {@code -Dcluster.schedules=…} says how many, {@code -Dcluster.seed=…} plays one.
 */
@Tag("stress")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClusterSimulationTest {

    private static final int STEPS = 150;

    @Test
    void schedules_onThreeNodes_nobodyIsGivenAnythingStale() {
        Long seed = Long.getLong("cluster.seed");
        if (seed != null) {
            play(seed);
            return;
        }
        long first = Long.getLong("cluster.first", 1);
        for (int i = 0; i < Integer.getInteger("cluster.schedules", 1_000); i++) {
            play(first + i);
        }
    }

    private static void play(long seed) {
        try (ClusterWorld world = new ClusterWorld(seed)) {
            world.play(STEPS);
        }
    }
}
