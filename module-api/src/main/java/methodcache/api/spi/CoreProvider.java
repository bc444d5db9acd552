package methodcache.api.spi;

import java.util.function.Consumer;
import methodcache.api.KeyBuilder;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;

/**
 * The engine behind {@link methodcache.api.MethodCache#configure()} and the other static factories of the contract. Users
 * don't call it. Thread-safe.
 */
public interface CoreProvider {

    /**
     * Starts a configuration.
     *
     * @return an empty one
     */
    MethodCacheConfiguration configure();

    /**
     * Makes a policy.
     *
     * @param words says what is in it; called once, at once
     * @return an immutable policy
     */
    CachePolicy policy(Consumer<? super PolicyBuilder<?>> words);

    /**
     * Makes a key builder.
     *
     * @param prefix how its keys begin
     * @return a new builder
     */
    KeyBuilder keyBuilder(String prefix);
}
