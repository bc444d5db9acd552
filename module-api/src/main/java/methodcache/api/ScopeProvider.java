package methodcache.api;

import java.util.Map;

/**
 * Says in which scope the current call runs: its tenant, user or locale. The parts are part of every key of that call, so
 * one scope never sees another's values. Use it for what loaders read from thread locals. Called once per call, on the
 * caller's thread; thread-safe and quick.
 */
@FunctionalInterface
public interface ScopeProvider {

    /**
     * The scope of the call that is being made.
     *
     * @return parts by name, none of them empty; values are strings, numbers, enums and other values that a key can hold. Empty for no
     *     scope
     */
    Map<String, ?> current();
}
