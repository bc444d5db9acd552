package methodcache.blackbox.cluster;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Holds up one kind of operation, from when it is told to until it is told to let go; for one thread. */
final class Holding implements Meddling {

    private final String operation;
    private final boolean happens;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holds;

    private Holding(String operation, boolean happens) {
        this.operation = operation;
        this.happens = happens;
    }

    /** Of operations that happen only when they are let go. */
    static Holding operations(String operation) {
        return new Holding(operation, false);
    }

    /** Of operations that happen when they are asked for, and whose answers are held up. */
    static Holding answers(String operation) {
        return new Holding(operation, true);
    }

    void hold() {
        holds = true;
    }

    /** Lets further ones pass those that are held up. */
    void passFurther() {
        holds = false;
    }

    /** How many are held up. */
    int count() {
        return held.size();
    }

    void letGo() {
        holds = false;
        List<Runnable> now = List.copyOf(held);
        held.clear();
        now.forEach(Runnable::run);
    }

    @Override
    public Object call(Method method, Supplier<Object> real) {
        if (!holds || !method.getName().equals(operation)) {
            return real.get();
        }
        CompletableFuture<Object> late = new CompletableFuture<>();
        Object answer = happens ? real.get() : null;
        held.add(() -> ((CompletionStage<?>) (answer == null ? real.get() : answer)).thenAccept(late::complete));
        return late;
    }
}
