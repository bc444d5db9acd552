package methodcache.provider.ignite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.PartitionLossPolicy;
import org.apache.ignite.client.ClientCacheConfiguration;
import org.apache.ignite.client.IgniteClient;

/**
 * A cache in the cluster: its name and how it must be made. All are written to all copies before a write is done, and read from
 * the first copy only, so that what was written is seen. Those of log and locks are transactional: an atomic cache shows a
 * write before its copies have it, and a reader could then have seen an event that the cluster forgets. And they refuse to work
 * with a part of them gone, where a store just holds less.
 *
 * @param configuration the name, and how it is made where it is missing
 * @param strict whether it is one that must not lose anything unseen
 */
record CacheSpec(ClientCacheConfiguration configuration, boolean strict) {
    private static final System.Logger LOG = System.getLogger(CacheSpec.class.getName());

    static CacheSpec values(String cacheName, Options options) {
        return spec(cacheName, "values", options, options.atomicity(), PartitionLossPolicy.IGNORE, false);
    }

    static CacheSpec log(String cacheName, Options options) {
        return strict(cacheName, "log", options);
    }

    static CacheSpec locks(String cacheName, Options options) {
        return strict(cacheName, "locks", options);
    }

    private static CacheSpec strict(String cacheName, String kind, Options options) {
        return spec(
                cacheName, kind, options, CacheAtomicityMode.TRANSACTIONAL, PartitionLossPolicy.READ_WRITE_SAFE, true);
    }

    private static CacheSpec spec(
            String cacheName,
            String kind,
            Options options,
            CacheAtomicityMode atomicity,
            PartitionLossPolicy loss,
            boolean strict) {
        int backups = options.backups();
        // Caches of one group share partitions, without which each costs megabytes, and must be alike in these.
        String group = String.join(
                "-",
                options.prefix(),
                strict ? "strict" : "values",
                atomicity.name().toLowerCase(Locale.ROOT),
                "" + backups);
        return new CacheSpec(
                new ClientCacheConfiguration()
                        .setName(options.prefix() + "-" + Keys.encode(cacheName) + "-" + kind)
                        .setGroupName(group)
                        .setBackups(backups)
                        .setAtomicityMode(atomicity)
                        .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC)
                        .setReadFromBackup(false)
                        .setPartitionLossPolicy(loss)
                        .setStatisticsEnabled(false),
                strict);
    }

    String name() {
        return configuration.getName();
    }

    /** Makes it where it is missing. Blocks. */
    void ensure(IgniteClient client) {
        client.getOrCreateCache(configuration);
    }

    /** Says in the log what is different about one that was made by somebody else. Blocks. */
    void check(IgniteClient client) {
        List<String> differences = differences(client.cache(name()).getConfiguration());
        if (!differences.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "ignite cache {0} was made with other settings than methodcache needs: {1}; destroy it, it is made again,"
                            + " or change the settings of this node or of what made it",
                    name(),
                    String.join(", ", differences));
        }
    }

    List<String> differences(ClientCacheConfiguration actual) {
        List<String> differences = new ArrayList<>();
        differ(differences, "backups", configuration.getBackups(), actual.getBackups());
        differ(differences, "atomicity", configuration.getAtomicityMode(), actual.getAtomicityMode());
        differ(differences, "read from backup", configuration.isReadFromBackup(), actual.isReadFromBackup());
        differ(
                differences,
                "write synchronization",
                configuration.getWriteSynchronizationMode(),
                actual.getWriteSynchronizationMode());
        if (strict) {
            differ(
                    differences,
                    "partition loss policy",
                    configuration.getPartitionLossPolicy(),
                    actual.getPartitionLossPolicy());
        }
        return differences;
    }

    private static void differ(List<String> differences, String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + " is " + actual + " and should be " + expected);
        }
    }
}
