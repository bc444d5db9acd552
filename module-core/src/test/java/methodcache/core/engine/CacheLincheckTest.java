package methodcache.core.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CollectedInvalidations;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All ways to load a key, against all ways to invalidate it. */
@Tag("stress")
public class CacheLincheckTest extends Freshness {

    /** Two keys have room. */
    public CacheLincheckTest() {
        super(10);
    }

    /** Whether a read through the cache is fresh. */
    @Operation
    public boolean read(@Param(name = "key") int key) {
        return isFresh(key, () -> cache.getOrCreate("key:" + key, context -> row(key)));
    }

    /** Whether a read of many through the cache is fresh. */
    @Operation
    public boolean readInBulk(@Param(name = "key") int key) {
        return isFresh(
                key,
                () -> cache.<Integer>getOrCreateMany(
                                List.of("key:" + key), (missing, context) -> Map.of("key:" + key, row(key)))
                        .getOrDefault("key:" + key, -1));
    }

    /** Whether a read is fresh that doesn't block. */
    @Operation
    public boolean readAsync(@Param(name = "key") int key) {
        return isFresh(
                key,
                () -> cache.<Integer>getOrCreateAsync(
                                "key:" + key, context -> CompletableFuture.completedFuture(row(key)))
                        .join());
    }

    /** Whether a refresh gives a fresh value. */
    @Operation
    public boolean refresh(@Param(name = "key") int key) {
        return isFresh(
                key, () -> cache.cache(() -> row(key)).withKey("key:" + key).refresh());
    }

    /** Changes, then invalidates the key. */
    @Operation
    public void changeByKey(@Param(name = "key") int key) {
        change(key, () -> cache.invalidateKeys("key:" + key));
    }

    /** Changes, then invalidates the prefix. */
    @Operation
    public void changeByPrefix(@Param(name = "key") int key) {
        change(key, () -> cache.invalidatePrefix("key:"));
    }

    /** Changes, then invalidates everything. */
    @Operation
    public void changeByAll(@Param(name = "key") int key) {
        change(key, cache::invalidateAll);
    }

    /** Invalidates, changes, and lets the invalidation take effect then. */
    @Operation
    public void changeCollected(@Param(name = "key") int key) {
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            cache.invalidateKeys("key:" + key);
            change(key, collected::fire);
        }
    }

    @Test
    void reads_againstInvalidationOfTheirKeys_areFresh() {
        check();
    }
}
