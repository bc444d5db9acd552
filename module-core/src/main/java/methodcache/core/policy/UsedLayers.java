package methodcache.core.policy;

import java.util.Set;
import methodcache.api.CacheLayer;

/**
 * The layers that a call uses.
 *
 * @param read which ones may answer
 * @param written which ones keep what was loaded
 */
record UsedLayers(Set<CacheLayer> read, Set<CacheLayer> written) {

    static final UsedLayers ALL =
            new UsedLayers(Set.of(CacheLayer.L1, CacheLayer.L2), Set.of(CacheLayer.L1, CacheLayer.L2));

    /** Whether nothing is kept without a second layer. */
    boolean needL2() {
        return written.contains(CacheLayer.L2) && !written.contains(CacheLayer.L1);
    }
}
