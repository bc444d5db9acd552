package methodcache.api;

import org.jspecify.annotations.Nullable;

/** What the calls of one method or lambda in one group did. Keyed calls count together, those of each group apart. Immutable. */
public interface MethodStats extends CallStats {

    /**
     * The method or lambda that was called.
     *
     * @return as metrics call it, {@code UserService.find}; null for keyed calls; {@code other} for all beyond the first 1 000 of a cache
     */
    @Nullable
    String method();

    /**
     * The group it was called in.
     *
     * @return its name, {@code other} as above; null where there is none
     */
    @Nullable
    String group();
}
