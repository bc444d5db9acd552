package methodcache.api.configuration;

import java.util.function.UnaryOperator;
import methodcache.api.policy.EntryPolicyBuilder;

/**
 * The policy of one method of a service. Mutable, for one thread, until {@code build()}.
 *
 * @param <R> what the method returns, or what its future gives
 */
public interface MethodConfiguration<R> extends EntryPolicyBuilder<R, MethodConfiguration<R>> {

    /**
     * Changes what callers get, hit or miss; the cache keeps the value as it was loaded. Several are applied in their order.
     * Nulls aren't changed. What it throws reaches the caller.
     *
     * @param transform quick, free of side effects; on the thread that completes the call
     * @return this
     */
    MethodConfiguration<R> transformResult(UnaryOperator<R> transform);
}
