package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is set by name for a provider, in the order it was set. Mutable, for one thread. */
final class NamedOptions {

    private final Map<String, String> options = new LinkedHashMap<>();

    void set(String option, String value) {
        if (requireNonNull(option, "option").isEmpty()) {
            throw new IllegalArgumentException("the name of an option must not be empty");
        }
        options.put(option, requireNonNull(value, "value"));
    }

    /** All of them; a view. */
    Map<String, String> all() {
        return Collections.unmodifiableMap(options);
    }
}
