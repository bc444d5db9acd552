package methodcache.core.facade;

import java.util.List;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.ServiceLookup;
import methodcache.core.engine.Counters;
import methodcache.core.engine.Engine;
import methodcache.core.engine.HitPath;
import methodcache.core.policy.Policies;
import methodcache.core.policy.Sinks;

/** What every form of call of one cache works with. */
record Parts(Engine engine, HitPath hits, Counters counters, Policies policies, Scopes scopes, ServiceLookup services) {

    Parts(Engine engine, Policies policies, Scopes scopes, ServiceLookup services) {
        this(engine, engine.hits(), engine.counters(), policies, scopes, services);
    }

    InvalidationReport invalidateKeys(Invalidation invalidation, List<Object> storeKeys) {
        return told(engine.invalidateKeys(invalidation, storeKeys));
    }

    /** Tells the sinks of the configuration what was done. */
    InvalidationReport told(InvalidationReport report) {
        Sinks sinks = policies.sinks();
        if (sinks != null) {
            sinks.invalidation(report.invalidation());
        }
        return report;
    }
}
