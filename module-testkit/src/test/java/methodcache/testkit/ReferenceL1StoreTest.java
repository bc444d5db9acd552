package methodcache.testkit;

import static methodcache.testkit.L1Tests.entries;
import static methodcache.testkit.L1Tests.entry;
import static methodcache.testkit.L1Tests.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import org.junit.jupiter.api.Test;

class ReferenceL1StoreTest extends L1StoreTck {
    @Override
    public L1StoreProvider provider() {
        return new ReferenceL1StoreProvider();
    }

    @Test
    void put_whenFull_evictsWhatWasUnusedLongest() {
        try (L1Store store = ofEntries(3)) {
            store.put("a", entry("a"));
            store.put("b", entry("b"));
            store.put("c", entry("c"));
            store.get("a");
            store.iterator().forEachRemaining(walkIsNoUse -> {});
            store.put("d", entry("d"));
            assertThat(held(store)).extracting(seen -> seen.getKey()).containsExactly("c", "a", "d");
        }
    }

    @Test
    void listener_withAnExecutorOfTheTest_hearsWhenTheTestSays() {
        ManualExecutor executor = new ManualExecutor();
        Heard heard = new Heard();
        try (L1Store store = new ReferenceL1StoreProvider(executor).create(entries("tck", 1, Map.of()))) {
            store.evictionListener(heard);
            store.put("a", entry("a"));
            store.put("b", entry("b"));
            assertThat(heard.keys()).isEmpty();
            executor.runAll();
            assertThat(heard.keys()).containsExactly("a");
        }
    }

    @Test
    void provider_onTestPaths_isNoService() {
        String file = "/META-INF/services/" + L1StoreProvider.class.getName();
        assertThat(ReferenceL1StoreProvider.class.getResource(file)).isNull();
        Module module = ReferenceL1StoreProvider.class.getModule();
        if (module.isNamed()) {
            assertThat(module.getDescriptor().provides()).isEmpty();
        }
    }

    @Test
    void constructor_withoutExecutor_refuses() {
        assertThatThrownBy(() -> new ReferenceL1StoreProvider(null)).isInstanceOf(NullPointerException.class);
    }
}
