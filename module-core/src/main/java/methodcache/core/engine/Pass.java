package methodcache.core.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import methodcache.core.policy.Protection;
import org.jspecify.annotations.Nullable;

/** What lets a loader run, past what protects its source; or says why not. Thread-safe; each part of its end counts once. */
final class Pass {

    static final Pass FREE = new Pass(null, null, null, CircuitBreaker.CLOSED, null, () -> 0);

    /** Why the loader must not run; null where it may. */
    final @Nullable Exception refusal;

    private final Protection.@Nullable CircuitBreaker said;
    private final @Nullable CircuitBreaker breaker;
    private final long ticket;
    private final @Nullable Runnable leave;
    private final LongSupplier clock;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();

    private Pass(
            @Nullable Exception refusal,
            Protection.@Nullable CircuitBreaker said,
            @Nullable CircuitBreaker breaker,
            long ticket,
            @Nullable Runnable leave,
            LongSupplier clock) {
        this.refusal = refusal;
        this.said = said;
        this.breaker = breaker;
        this.ticket = ticket;
        this.leave = leave;
        this.clock = clock;
    }

    /** None: the loader must not run. */
    static Pass refused(Exception why) {
        return new Pass(why, null, null, CircuitBreaker.CLOSED, null, () -> 0);
    }

    /**
     * One that has something to tell at the end.
     *
     * @param said the words of the breaker; null without one
     * @param breaker the breaker; null without one
     * @param ticket from the breaker
     * @param leave gives back the place of the load; null where it has none
     * @param clock by the ticker
     */
    static Pass of(
            Protection.@Nullable CircuitBreaker said,
            @Nullable CircuitBreaker breaker,
            long ticket,
            @Nullable Runnable leave,
            LongSupplier clock) {
        return new Pass(null, said, breaker, ticket, leave, clock);
    }

    /** The loader has ended. */
    void ended(Outcome outcome) {
        tell(outcome instanceof Outcome.Failure failure ? failure.cause() : null);
        leave();
    }

    /** The loader takes too long, and may never end. */
    void tookTooLong(Throwable why) {
        tell(why);
    }

    /** The loader hasn't run, or is taken for lost. */
    void letGo() {
        if (breaker != null && told.compareAndSet(false, true)) {
            breaker.ignored(ticket);
        }
        leave();
    }

    private void tell(@Nullable Throwable failure) {
        if (breaker == null || said == null || !told.compareAndSet(false, true)) {
            return;
        }
        if (failure == null) {
            breaker.succeeded(ticket);
        } else if (Rescue.isTheSources(failure)) {
            breaker.failed(ticket, said.failures(), clock.getAsLong(), said.openFor());
        } else {
            breaker.ignored(ticket);
        }
    }

    private void leave() {
        if (leave != null && left.compareAndSet(false, true)) {
            leave.run();
        }
    }
}
