package methodcache.api.configuration;

import java.util.function.Consumer;
import methodcache.api.policy.PolicyBuilder;

/**
 * Changes policies while the cache runs, as the strongest layer: stronger than the words of a call, and than those that a value says
 * by {@link methodcache.api.policy.EntryPolicyBuilder#withPolicyFromValue withPolicyFromValue}. Each change compiles anew what it touches and takes effect at
 * the next call; values already kept keep the life they were stored with. A later change for the same target, be it words or a
 * switch, replaces the earlier one: words for a target that was turned off turn it on again, and no words at all take a change
 * back. A bad change is refused and leaves all as it was. Words that name an unknown policy or key generator are refused with a
 * {@link methodcache.api.CacheConfigurationException}, and so is a change after which declared dependencies form a circle, with its
 * path; also one that takes back what had ended the circle. What is turned off is part of none, so that turning off never
 * fails for that. Thread-safe.
 */
public interface RuntimeOverrides {

    /**
     * Overrides words for all calls.
     *
     * @param words the words
     * @return this
     * @throws IllegalStateException if the words clash
     */
    RuntimeOverrides all(Consumer<? super PolicyBuilder<?>> words);

    /**
     * Overrides words for the calls of a group; stronger than {@link #all}.
     *
     * @param group its name
     * @param words the words, without {@code inGroup}
     * @return this
     * @throws IllegalStateException if the words clash, or put the group into another
     */
    RuntimeOverrides group(String group, Consumer<? super PolicyBuilder<?>> words);

    /**
     * Overrides words for the calls of a method by reference, of this service or of one that implements it; stronger than
     * {@link #group}.
     *
     * @param service the service, a declared interface
     * @param method names the method: {@code s -> s.find(0L)}
     * @param words the words
     * @param <S> the service
     * @return this
     * @throws IllegalArgumentException if the service isn't declared in the configuration, or not one method was called
     * @throws IllegalStateException if the words clash
     */
    <S> RuntimeOverrides method(
            Class<S> service, ServiceCall<? super S, ?> method, Consumer<? super PolicyBuilder<?>> words);

    /**
     * Turns caching off for all calls: loaders answer, nothing is read or kept. Entries stay where they are, and
     * invalidations still reach them.
     *
     * @return this
     */
    RuntimeOverrides disable();

    /**
     * Turns caching off for the calls of a group.
     *
     * @param group its name
     * @return this
     */
    RuntimeOverrides disableGroup(String group);

    /**
     * Turns caching off for the calls of a method by reference, of this service or of one that implements it.
     *
     * @param service the service, a declared interface
     * @param method names the method
     * @param <S> the service
     * @return this
     * @throws IllegalArgumentException if the service isn't declared in the configuration, or not one method was called
     */
    <S> RuntimeOverrides disableMethod(Class<S> service, ServiceCall<? super S, ?> method);

    /**
     * Takes back every override, switches included.
     *
     * @return this
     */
    RuntimeOverrides clear();
}
