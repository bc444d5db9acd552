package methodcache.core.configuration;

import java.util.function.UnaryOperator;
import methodcache.api.configuration.MethodConfiguration;
import methodcache.core.policy.WordsBuilder;

/**
 * Listens to the words of a method.
 *
 * @param <R> what the method returns, or what its future gives
 */
final class DefaultMethodConfiguration<R> extends WordsBuilder<R, MethodConfiguration<R>>
        implements MethodConfiguration<R> {

    @Override
    protected MethodConfiguration<R> self() {
        return this;
    }

    @Override
    public MethodConfiguration<R> transformResult(UnaryOperator<R> transform) {
        transform(transform);
        return this;
    }
}
