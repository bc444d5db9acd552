package methodcache.core.facade;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import methodcache.api.Invalidation;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Glob;
import methodcache.core.invalidation.Target;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/** Finds out what an invalidation names, in the scope of who asks for it, and what of it is only to expire. */
final class Targets {

    private final Scopes scopes;
    private final Set<Target> removed = new LinkedHashSet<>();
    private final Set<Target> expired = new LinkedHashSet<>();
    private @Nullable Map<String, Object> ambient;

    private Targets(Scopes scopes) {
        this.scopes = scopes;
    }

    static Event of(Invalidation invalidation, Scopes scopes) {
        Targets targets = new Targets(scopes);
        targets.add(invalidation, Map.of(), targets.removed);
        return new Event(targets.removed, targets.expired);
    }

    private void add(Invalidation invalidation, Map<String, Object> scope, Set<Target> found) {
        if (invalidation instanceof Invalidation.All) {
            found.add(new Target.All());
        } else if (invalidation instanceof Invalidation.Together several) {
            several.invalidations().forEach(one -> add(one, scope, found));
        } else if (invalidation instanceof Invalidation.Scoped scoped) {
            add(scoped.invalidation(), Scopes.over(scoped.scope(), scope), found);
        } else if (invalidation instanceof Invalidation.Expired some) {
            add(some.invalidation(), scope, expired);
        } else {
            add(invalidation, text(scope), found);
        }
    }

    private void add(Invalidation invalidation, String scope, Set<Target> found) {
        if (invalidation instanceof Invalidation.Keys keys) {
            for (String key : keys.keys()) {
                StoreKeys.addressed(scope, key).forEach(storeKey -> found.add(new Target.Key(storeKey)));
            }
        } else if (invalidation instanceof Invalidation.Prefix prefix) {
            found.add(new Target.Prefix(scope, prefix.prefix()));
        } else if (invalidation instanceof Invalidation.Tags tags) {
            tags.tags().forEach(tag -> found.add(new Target.Tag(scope, tag)));
        } else if (invalidation instanceof Invalidation.AllTags tags) {
            found.add(new Target.AllTags(scope, tags.tags()));
        } else if (invalidation instanceof Invalidation.TagPattern pattern) {
            found.add(new Target.Pattern(scope, new Glob(pattern.pattern())));
        }
    }

    private String text(Map<String, Object> over) {
        Map<String, Object> around = ambient;
        if (around == null) {
            around = scopes.ambient();
            ambient = around;
        }
        return Scopes.text(over.isEmpty() ? around : Scopes.over(around, over));
    }
}
