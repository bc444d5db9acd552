package methodcache.core.engine;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values that are made of cached values, against changes of what those were made of; in a cache too small for all of them. */
@Tag("stress")
public class DependenciesLincheckTest extends Freshness {

    /** Most have room. */
    public DependenciesLincheckTest() {
        super(5);
        for (int key = 0; key < 2; key++) {
            String related = "related:" + key;
            cache.put("source:" + key, "of a relation that outlives it", p -> p.invalidatesWith(related));
        }
    }

    private int parent(int key) {
        return cache.getOrCreate(
                "parent:" + key,
                context -> row(key),
                p -> p.dependsOn("root:" + key).withTags("row:" + key));
    }

    private int child(int key) {
        return cache.getOrCreate("child:" + key, context -> parent(key), p -> p.dependsOn("parent:" + key));
    }

    private int grandchild(int key) {
        return cache.getOrCreate("grandchild:" + key, context -> child(key), p -> p.dependsOn("child:" + key));
    }

    private int list(int key) {
        return cache.getOrCreate("list:" + key, context -> parent(key), p -> p.dependsOnPrefix("parent:"));
    }

    /** Whether a value is fresh that is made of the row. */
    @Operation
    public boolean read(@Param(name = "key") int key) {
        return isFresh(key, () -> parent(key));
    }

    /** Whether one is that is made of that. */
    @Operation
    public boolean readChild(@Param(name = "key") int key) {
        return isFresh(key, () -> child(key));
    }

    /** Whether one is that is made of that, again. */
    @Operation
    public boolean readGrandchild(@Param(name = "key") int key) {
        return isFresh(key, () -> grandchild(key));
    }

    /** Whether a value is fresh that depends on a prefix. */
    @Operation
    public boolean readOfPrefix(@Param(name = "key") int key) {
        return isFresh(key, () -> list(key));
    }

    /** Whether a value is fresh that goes with others. */
    @Operation
    public boolean readRelated(@Param(name = "key") int key) {
        return isFresh(key, () -> cache.getOrCreate("related:" + key, context -> row(key)));
    }

    /** Changes, then invalidates what all depend on, and what they go with. */
    @Operation
    public void changeByKey(@Param(name = "key") int key) {
        change(key, () -> cache.invalidateKeys("root:" + key, "source:" + key));
    }

    /** The same by a tag of the parent. */
    @Operation
    public void changeByTag(@Param(name = "key") int key) {
        change(key, () -> {
            cache.invalidateTags("row:" + key);
            cache.invalidateKeys("source:" + key);
        });
    }

    /** The same by prefixes. */
    @Operation
    public void changeByPrefix(@Param(name = "key") int key) {
        change(key, () -> {
            cache.invalidatePrefix("source:");
            cache.invalidatePrefix("roo");
        });
    }

    @Test
    void reads_againstInvalidationOfWhatTheyDependOn_areFresh() {
        check();
    }
}
