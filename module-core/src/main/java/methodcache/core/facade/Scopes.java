package methodcache.core.facade;

import java.util.LinkedHashMap;
import java.util.Map;
import methodcache.api.CacheKeyException;
import methodcache.api.ScopeProvider;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** In which scope a call runs: the provider's parts, and over them those of its policy. Thread-safe. */
final class Scopes {

    private final @Nullable ScopeProvider provider;

    Scopes(@Nullable ScopeProvider provider) {
        this.provider = provider;
    }

    /** Whether calls without words of scope have none. */
    boolean none() {
        return provider == null;
    }

    /** The parts that hold where no policy says any. */
    Map<String, Object> ambient() {
        return provider == null ? Map.of() : checked(provider.current());
    }

    /** The ambient parts, and others over them. */
    static Map<String, Object> over(Map<String, Object> ambient, Map<String, Object> more) {
        if (ambient.isEmpty()) {
            return more;
        }
        Map<String, Object> parts = new LinkedHashMap<>(ambient);
        parts.putAll(more);
        return parts;
    }

    Map<String, Object> of(CompiledPolicy policy) {
        if (provider == null) {
            return policy.scope;
        }
        Map<String, Object> ambient = ambient();
        return policy.scope.isEmpty() ? ambient : over(ambient, policy.scope);
    }

    static String text(Map<String, Object> parts) {
        return parts.isEmpty() ? StoreKeys.NO_SCOPE : StoreKeys.scope(parts);
    }

    private static Map<String, Object> checked(@Nullable Map<String, ?> parts) {
        if (parts == null) {
            throw new CacheKeyException(
                    "the ScopeProvider returned null; return Map.of() for a call without a scope", null);
        }
        if (parts.containsKey("")) {
            throw new CacheKeyException(
                    "the ScopeProvider returned a part whose name is empty in " + parts
                            + "; name it, such as tenantId, or leave it out",
                    null);
        }
        try {
            return Map.copyOf(parts);
        } catch (NullPointerException missing) {
            throw new CacheKeyException(
                    "the ScopeProvider returned a null name or value in " + parts + "; leave parts without a value out",
                    missing);
        }
    }
}
