package methodcache.core.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import methodcache.api.Invalidation;
import methodcache.core.invalidation.Glob;
import methodcache.core.invalidation.Target;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/** Finds out what an invalidation names, in the scope of who asks for it. */
final class Targets {

    private final Scopes scopes;
    private final List<Target> found = new ArrayList<>();
    private @Nullable Map<String, Object> ambient;

    private Targets(Scopes scopes) {
        this.scopes = scopes;
    }

    static List<Target> of(Invalidation invalidation, Scopes scopes) {
        Targets targets = new Targets(scopes);
        targets.add(invalidation, Map.of());
        return targets.found;
    }

    private void add(Invalidation invalidation, Map<String, Object> scope) {
        if (invalidation instanceof Invalidation.All) {
            found.add(Target.ALL);
        } else if (invalidation instanceof Invalidation.Together several) {
            several.invalidations().forEach(one -> add(one, scope));
        } else if (invalidation instanceof Invalidation.Scoped scoped) {
            add(scoped.invalidation(), Scopes.over(scoped.scope(), scope));
        } else {
            add(invalidation, text(scope));
        }
    }

    private void add(Invalidation invalidation, String scope) {
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
