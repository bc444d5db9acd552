package methodcache.core.engine;

import java.util.List;
import java.util.Map;
import methodcache.api.CollectedInvalidations;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values whose tags the call says, or the value, against all ways to invalidate by tag, while what was seen is forgotten. */
@Tag("stress")
public class TagsLincheckTest extends Freshness {

    private static final List<CachePolicy> BY_CALL =
            List.of(CachePolicy.of(p -> p.withTags("rows", "row:0")), CachePolicy.of(p -> p.withTags("rows", "row:1")));

    /** Everything has room. */
    public TagsLincheckTest() {
        super(10);
    }

    private static void byValue(EntryPolicyBuilder<Integer, ?> p, int key) {
        p.withPolicyFromValue((value, own) -> own.withTags("rows", "row:" + key));
    }

    /** Whether a value is fresh whose call says its tags. */
    @Operation
    public boolean read(@Param(name = "key") int key) {
        return isFresh(key, () -> cache.getOrCreate("key:" + key, context -> row(key), BY_CALL.get(key)));
    }

    /** Whether a value is fresh that says its tags itself. */
    @Operation
    public boolean readByValue(@Param(name = "key") int key) {
        return isFresh(key, () -> cache.getOrCreate("value:" + key, context -> row(key), p -> byValue(p, key)));
    }

    /** The same, of many. */
    @Operation
    public boolean readInBulk(@Param(name = "key") int key) {
        return isFresh(
                key,
                () -> cache.<Integer>getOrCreateMany(
                                List.of("value:" + key),
                                (missing, context) -> Map.of("value:" + key, row(key)),
                                p -> byValue(p, key))
                        .getOrDefault("value:" + key, -1));
    }

    /** Whether a refresh gives a fresh value. */
    @Operation
    public boolean refresh(@Param(name = "key") int key) {
        return isFresh(
                key,
                () -> cache.cache(() -> row(key))
                        .withKey("key:" + key)
                        .withPolicy(BY_CALL.get(key))
                        .refresh());
    }

    /** Changes, then invalidates the tag. */
    @Operation
    public void changeByTag(@Param(name = "key") int key) {
        change(key, () -> cache.invalidateTags("other", "row:" + key));
    }

    /** Changes, then invalidates what has both tags. */
    @Operation
    public void changeByAllTags(@Param(name = "key") int key) {
        change(key, () -> cache.invalidateAllTags("row:" + key, "rows"));
    }

    /** Changes, then invalidates the tags that match. */
    @Operation
    public void changeByPattern(@Param(name = "key") int key) {
        change(key, () -> cache.invalidateTagPattern("?ow:*"));
    }

    /** Invalidates the tag, changes, and lets the invalidation take effect then. */
    @Operation
    public void changeCollected(@Param(name = "key") int key) {
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            cache.invalidateTags("row:" + key);
            change(key, collected::fire);
        }
    }

    @Test
    void reads_againstInvalidationOfTheirTags_areFresh() {
        check();
    }
}
