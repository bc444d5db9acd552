package methodcache.api.configuration;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The methods of a service that have a policy of their own. Mutable, for one thread, until {@code build()}.
 *
 * @param <S> the service, an interface
 */
public interface ServiceConfiguration<S> {

    /**
     * Gives a method a policy: it holds for {@code call(…)} by reference to this method, of this type or of one that implements
     * it, also where that is a declared service with words of its own. These are stronger, field by field; where a method
     * implements those of two types that don't know of each other, the type with the later name is stronger. Said twice, the words
     * add up.
     *
     * @param method names the method: {@code s -> s.find(0L)}
     * @param words its policy
     * @param <R> what the method returns
     * @return this
     */
    <R> ServiceConfiguration<S> method(
            ServiceCall<? super S, R> method, Consumer<? super MethodConfiguration<R>> words);

    /**
     * Gives a method that returns a future a policy; it holds for {@code callAsync(…)}.
     *
     * @param method names the method: {@code s -> s.findAsync(0L)}
     * @param words its policy
     * @param <R> what the future gives
     * @return this
     */
    <R> ServiceConfiguration<S> asyncMethod(
            ServiceCall<? super S, ? extends CompletionStage<R>> method,
            Consumer<? super MethodConfiguration<R>> words);
}
