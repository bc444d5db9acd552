package methodcache.api;

import java.time.Duration;
import java.util.List;

/**
 * A loader wasn't run, since those before have failed and its {@link methodcache.api.policy.PolicyBuilder#withCircuitBreaker(int, Duration) circuit
 * breaker} is open; and there was neither a stale value nor a fallback.
 */
public class CircuitOpenException extends CacheLoadException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param breaker whose breaker it is, as text
     * @param keys the keys that were asked for; at least one
     * @param left how long it stays open; zero where one load tries it just now
     */
    public CircuitOpenException(String breaker, List<String> keys, Duration left) {
        super(
                "the circuit breaker of " + breaker + " is open: its loads have failed in a row; it lets one try "
                        + (left.isZero() ? "just now" : "in " + left),
                keys,
                null);
    }
}
