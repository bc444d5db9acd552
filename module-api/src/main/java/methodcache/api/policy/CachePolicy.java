package methodcache.api.policy;

import java.util.function.Consumer;
import methodcache.api.internal.Core;

/**
 * Words of the vocabulary, said once and kept: {@code CachePolicy.of(p -> p.withDuration(ofHours(1)))}. Immutable and
 * thread-safe. Keep one in a field: a call with it compiles nothing and allocates nothing on a hit.
 */
public interface CachePolicy {

    /**
     * Makes a policy.
     *
     * @param words says what is in it; called once, at once
     * @return the policy
     * @throws IllegalStateException if the words clash, such as a sliding expiration that isn't shorter than the duration
     */
    static CachePolicy of(Consumer<? super PolicyBuilder<?>> words) {
        return Core.provider().policy(words);
    }

    /**
     * The words in it.
     *
     * @return for people; the format may change
     */
    @Override
    String toString();
}
