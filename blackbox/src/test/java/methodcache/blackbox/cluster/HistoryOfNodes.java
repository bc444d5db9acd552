package methodcache.blackbox.cluster;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.AfterEach;

/** Nodes, and a row that they cache. */
abstract class HistoryOfNodes {

    static final CachePolicy TAGGED = CachePolicy.of(p -> p.withTags("t"));

    final Nodes nodes = new Nodes();
    final AtomicReference<String> row = new AtomicReference<>("old");

    @AfterEach
    void close() {
        nodes.close();
    }

    String load(String node, String key, CachePolicy policy) {
        return nodes.cache(node).getOrCreate(key, context -> row.get(), policy);
    }

    boolean finds(String node, String key) {
        return nodes.cache(node).tryGet(key).found();
    }

    /** Nobody finds it, neither a node that begins now, nor when all have looked at the log again. */
    void assertNobodyFinds(String key, String... running) {
        for (int i = 0; i < 2; i++) {
            for (String node : running) {
                assertThat(finds(node, key)).as("%s finds %s", node, key).isFalse();
            }
            assertThat(finds("new " + i, key)).as("a new node finds %s", key).isFalse();
            nodes.clock.advance(ofSeconds(3));
        }
    }

    void events(String node, int count) {
        for (int i = 0; i < count; i++) {
            nodes.cache(node).invalidateKeys("other " + i);
        }
    }
}
