package methodcache.core.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values that are put after they were written, against older loads of them and of what depends on them. */
@Tag("stress")
public class PutLincheckTest extends Freshness {

    /** Everything has room. */
    public PutLincheckTest() {
        super(10);
    }

    private int value(int key) {
        return cache.getOrCreate("key:" + key, context -> row(key), p -> p.withTags("row:" + key));
    }

    /** Whether a value is fresh. */
    @Operation
    public boolean read(@Param(name = "key") int key) {
        return isFresh(key, () -> value(key));
    }

    /** Whether one is that doesn't block. */
    @Operation
    public boolean readAsync(@Param(name = "key") int key) {
        return isFresh(
                key,
                () -> cache.<Integer>getOrCreateAsync(
                                "key:" + key, context -> CompletableFuture.completedFuture(row(key)))
                        .join());
    }

    /** Whether one is that is made of it. */
    @Operation
    public boolean readChild(@Param(name = "key") int key) {
        return isFresh(
                key, () -> cache.getOrCreate("child:" + key, context -> value(key), p -> p.dependsOn("key:" + key)));
    }

    /** Whether a refresh gives a fresh value. */
    @Operation
    public boolean refresh(@Param(name = "key") int key) {
        return isFresh(
                key, () -> cache.cache(() -> row(key)).withKey("key:" + key).refresh());
    }

    /** Changes, then puts what was written. */
    @Operation
    public void changeByPut(@Param(name = "key") int key) {
        changeAlone(key, written -> cache.put("key:" + key, written, p -> p.withTags("row:" + key)));
    }

    /** The same, put without tags. */
    @Operation
    public void changeByPutOfMany(@Param(name = "key") int key) {
        changeAlone(key, written -> cache.putMany(Map.of("key:" + key, written)));
    }

    /** Changes, then invalidates the key. */
    @Operation
    public void changeByKey(@Param(name = "key") int key) {
        changeAlone(key, written -> cache.invalidateKeys("key:" + key));
    }

    @Test
    void reads_againstPuts_areFresh() {
        check();
    }
}
