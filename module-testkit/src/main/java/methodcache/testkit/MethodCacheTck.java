package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;

/** Placeholder. */
public abstract class MethodCacheTck {
    /** Gives the cache to be tested. */
    protected abstract MethodCache create();

    @Test
    void name_always_isNotEmpty() {
        assertThat(create().name()).isNotEmpty();
    }
}
