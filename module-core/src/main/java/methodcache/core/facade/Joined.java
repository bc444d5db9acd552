package methodcache.core.facade;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import methodcache.api.CacheLayer;
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
import methodcache.core.stats.Condition;

/** Joins a cluster, as the settings say. */
record Joined(Settings settings, Settings.L2 l2) implements EngineSettings.Joining {

    @Override
    public Remote join(ClusterLog.Applied applied, Tasks tasks) {
        Duration limit = limit();
        Ticker ticker = settings.time().ticker();
        LogCounters logCounters = new LogCounters();
        LayerCounters layerCounters = new LayerCounters();
        InstantSource clock = l2.clock();
        Settings.Names names = l2.providers();
        List<Condition> conditions = new ArrayList<>();
        Condition ofStore = told(conditions, Condition.up("L2", names.store(), clock));
        Condition ofLog = told(
                conditions,
                Condition.down("log", names.backplane(), clock, "it hasn't been read for the first time yet"));
        ClusterLog log = new ClusterLog(
                l2.backplane(),
                applied,
                tasks,
                limit,
                logCounters,
                ofLog,
                (operation, failure) -> settings.failures().layer(CacheLayer.L2, operation, failure));
        SecondLayer layer = new SecondLayer(
                l2.means(), log, l2.limits(), tasks, ticker, ofStore, clock, layerCounters, settings.failures());
        LockManager manager = l2.locks();
        Locks locks = manager == null
                ? null
                : new Locks(
                        manager,
                        limit,
                        tasks,
                        ticker,
                        told(conditions, Condition.up("locks", names.locks(), clock)),
                        layerCounters,
                        settings.failures());
        return new Remote(log, layer, locks, logCounters, layerCounters, List.copyOf(conditions));
    }

    private static Condition told(List<Condition> all, Condition of) {
        all.add(of);
        return of;
    }

    @Override
    public Duration limit() {
        return l2.limits().timeout();
    }
}
