package methodcache.core.engine;

import java.util.List;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.cluster.LogCounters;
import methodcache.core.layer.LayerCounters;
import methodcache.core.layer.Locks;
import methodcache.core.layer.SecondLayer;
import methodcache.core.stats.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What a cache has of a cluster.
 *
 * @param log its log
 * @param layer its values
 * @param locks its locks; null for none
 * @param logCounters what the log counts with
 * @param layerCounters what values and locks count with
 * @param conditions whether these work
 */
public record Remote(
        ClusterLog log,
        SecondLayer layer,
        @Nullable Locks locks,
        LogCounters logCounters,
        LayerCounters layerCounters,
        List<Condition> conditions)
        implements AutoCloseable {

    RemoteCounters counters() {
        return new RemoteCounters(
                layerCounters.failures.sum() + logCounters.failures.sum(),
                layerCounters.unwritten.sum(),
                layerCounters.withoutLock.sum(),
                log.unpublished(),
                logCounters.floorRaises.sum(),
                logCounters.earlyFloors.sum(),
                layer.queued());
    }

    @Override
    public void close() {
        try {
            layer.close();
        } finally {
            try {
                log.close();
            } finally {
                if (locks != null) {
                    locks.close();
                }
            }
        }
    }
}
