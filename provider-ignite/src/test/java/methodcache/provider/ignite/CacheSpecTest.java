package methodcache.provider.ignite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import methodcache.api.spi.ClusterSettings;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.client.ClientCacheConfiguration;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.configuration.ClientConfiguration;
import org.junit.jupiter.api.Test;

class CacheSpecTest {
    private final ClusterSettings settings = Nodes.settings(Nodes.shared());

    @Test
    void ensure_whereThereIsNone_makesWhatCheckWants() {
        Options options = new Options(Map.of("backups", "2", "atomicity", "transactional"));
        try (IgniteClient client = client()) {
            for (CacheSpec spec : List.of(
                    CacheSpec.values(settings.cacheName(), options),
                    CacheSpec.log(settings.cacheName(), options),
                    CacheSpec.locks(settings.cacheName(), options))) {
                spec.ensure(client);
                spec.ensure(client);
                assertThat(client.cacheNames()).contains(spec.name());
                assertThat(spec.differences(client.cache(spec.name()).getConfiguration()))
                        .isEmpty();
            }
        }
    }

    @Test
    void differences_ofACacheThatSomebodyElseMade_areNamed() {
        CacheSpec log = CacheSpec.log(settings.cacheName(), new Options(Map.of()));
        try (IgniteClient client = client()) {
            client.createCache(new ClientCacheConfiguration()
                    .setName(log.name())
                    .setAtomicityMode(CacheAtomicityMode.ATOMIC)
                    .setWriteSynchronizationMode(CacheWriteSynchronizationMode.PRIMARY_SYNC));
            log.ensure(client);
            log.check(client);
            assertThat(log.differences(client.cache(log.name()).getConfiguration()))
                    .containsExactly(
                            "backups is 0 and should be 1",
                            "atomicity is ATOMIC and should be TRANSACTIONAL",
                            "read from backup is true and should be false",
                            "write synchronization is PRIMARY_SYNC and should be FULL_SYNC",
                            "partition loss policy is IGNORE and should be READ_WRITE_SAFE");
        }
    }

    private static IgniteClient client() {
        return Ignition.startClient(
                new ClientConfiguration().setAddresses(Nodes.shared().address()));
    }
}
