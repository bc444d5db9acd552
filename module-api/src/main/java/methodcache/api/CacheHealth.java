package methodcache.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of a cache are that others provide: what an operator asks when calls load that should hit. A cache goes on without any of
 * them. Immutable.
 *
 * @param parts first the first layer; then the second, its log and the locks, where there are
 */
public record CacheHealth(List<Part> parts) {

    /**
     * Copies the parts.
     *
     * @param parts of the cache
     */
    public CacheHealth {
        parts = List.copyOf(parts);
    }

    /**
     * Whether all parts work.
     *
     * @return false while one doesn't
     */
    public boolean isUp() {
        return parts.stream().allMatch(Part::isUp);
    }

    /**
     * How one part is. The second layer and the locks are down after three failures in a row, until an operation succeeds; the log from its
     * first failure on, and until it was read for the first time; the first layer from a failure on until it takes an entry.
     *
     * @param name {@code L1}, {@code L2}, {@code log} or {@code locks}
     * @param provider the name of its provider
     * @param isUp whether it works
     * @param since when that began, by the configuration's {@code clock}
     * @param reason why it doesn't work; null where it does
     */
    public record Part(
            String name,
            String provider,
            boolean isUp,
            Instant since,
            @Nullable String reason) {}
}
