package methodcache.core.facade;

import java.time.Duration;
import methodcache.api.Ticker;
import methodcache.api.spi.LockManager;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.cluster.LogCounters;
import methodcache.core.cluster.Tasks;
import methodcache.core.configuration.Settings;
import methodcache.core.engine.EngineSettings;
import methodcache.core.engine.Remote;
import methodcache.core.layer.LayerCounters;
import methodcache.core.layer.Locks;
import methodcache.core.layer.SecondLayer;

/** Joins a cluster, as the settings say. */
record Joined(Settings settings, Settings.L2 l2) implements EngineSettings.Joining {

    @Override
    public Remote join(ClusterLog.Applied applied, Tasks tasks) {
        Duration limit = limit();
        Ticker ticker = settings.time().ticker();
        LogCounters logCounters = new LogCounters();
        LayerCounters layerCounters = new LayerCounters();
        ClusterLog log = new ClusterLog(
                l2.backplane(),
                applied,
                tasks,
                limit,
                logCounters,
                (operation, failure) -> settings.failures().layer("L2", operation, failure));
        SecondLayer layer = new SecondLayer(
                l2.means(), log, l2.limits(), tasks, ticker, l2.clock(), layerCounters, settings.failures());
        LockManager manager = l2.locks();
        Locks locks =
                manager == null ? null : new Locks(manager, limit, tasks, ticker, layerCounters, settings.failures());
        return new Remote(log, layer, locks, logCounters, layerCounters);
    }

    @Override
    public Duration limit() {
        return l2.limits().timeout();
    }
}
