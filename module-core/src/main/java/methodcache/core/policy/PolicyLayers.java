package methodcache.core.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import methodcache.api.metrics.CacheMetrics;
import methodcache.core.key.MethodId;

/**
 * What the configuration of a cache says about policies, layer by layer.
 *
 * @param cache the name of the cache
 * @param defaults the words for all calls
 * @param named the words of named policies
 * @param groups the words of groups, by name
 * @param methods the words of methods
 * @param declared the declared services
 * @param sinks who hears of all calls
 */
public record PolicyLayers(
        String cache,
        Words defaults,
        Map<String, Words> named,
        Map<String, Words> groups,
        Map<MethodId, Words> methods,
        Set<Class<?>> declared,
        List<CacheMetrics> sinks) {

    /** Copies what it is given. */
    public PolicyLayers {
        named = Map.copyOf(named);
        groups = Map.copyOf(groups);
        methods = Map.copyOf(methods);
        declared = Set.copyOf(declared);
        sinks = List.copyOf(sinks);
    }
}
