package methodcache.blackbox.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** Runs tasks in any order, when the test says so. For one thread. */
final class Shuffled implements Executor {

    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean inline;

    Shuffled(Random random) {
        this.random = random;
    }

    /** Whether tasks run at once. */
    void inline(boolean now) {
        inline = now;
    }

    @Override
    public void execute(Runnable task) {
        if (inline) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    void runOne() {
        if (!waiting.isEmpty()) {
            waiting.remove(random.nextInt(waiting.size())).run();
        }
    }

    /** Runs all, and what they give. */
    void runAll() {
        while (!waiting.isEmpty()) {
            runOne();
        }
    }
}
