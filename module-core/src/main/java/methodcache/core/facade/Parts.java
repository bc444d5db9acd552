package methodcache.core.facade;

import methodcache.api.Invalidation;
import methodcache.api.ServiceLookup;
import methodcache.core.engine.Engine;
import methodcache.core.engine.HitPath;
import methodcache.core.engine.Invalidated;
import methodcache.core.invalidation.Event;
import methodcache.core.policy.Policies;
import methodcache.core.policy.Sinks;

/** What every form of call of one cache works with. */
record Parts(
        Engine engine, HitPath hits, Policies policies, Scopes scopes, ServiceLookup services, Collecting collecting) {

    Parts(Engine engine, Policies policies, Scopes scopes, ServiceLookup services) {
        this(
                engine,
                engine.hits(),
                policies,
                scopes,
                services,
                new Collecting((invalidation, event) -> applied(engine, policies, invalidation, event)));
    }

    /** Applies an event, or lets it wait where this thread's are gathered. */
    Invalidated invalidate(Invalidation invalidation, Event event) {
        engine.checkOpen();
        return collecting.invalidate(invalidation, event);
    }

    /** Applies an event and tells the sinks of the configuration what was done. */
    private static Invalidated applied(Engine engine, Policies policies, Invalidation invalidation, Event event) {
        Invalidated applied = engine.writing().invalidate(invalidation, event);
        Sinks sinks = policies.sinks();
        if (sinks != null) {
            sinks.invalidation(invalidation);
        }
        return applied;
    }
}
