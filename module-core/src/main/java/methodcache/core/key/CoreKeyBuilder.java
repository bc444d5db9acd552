package methodcache.core.key;

import static java.util.Objects.requireNonNull;

import methodcache.api.KeyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * {@code prefix:name=value,…}. The prefix stands as it is, for invalidation by prefix, so it may look like parts:
 * where parts hold a ':', their length follows after a '#'. Otherwise they begin after the last ':'.
 */
public final class CoreKeyBuilder implements KeyBuilder {

    private final String prefix;
    private final KeyText parts = new KeyText(Values.WITHOUT_SERVICES, 64);

    /**
     * Starts a key.
     *
     * @param prefix how it begins; not empty
     */
    public CoreKeyBuilder(String prefix) {
        if (requireNonNull(prefix, "prefix").isEmpty()) {
            throw new IllegalArgumentException("the prefix of a key must not be empty");
        }
        this.prefix = prefix;
    }

    @Override
    public KeyBuilder append(String name, @Nullable Object value) {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("the name of a key's part must not be empty");
        }
        KeyText.Mark before = parts.mark();
        boolean added = false;
        try {
            if (!parts.isEmpty()) {
                parts.append(',');
            }
            parts.named(name, value, "part of key " + prefix);
            added = true;
        } finally {
            if (!added) {
                parts.reset(before);
            }
        }
        return this;
    }

    @Override
    public String build() {
        String text = parts.toString();
        String key = prefix + ':' + text;
        return text.indexOf(':') < 0 ? key : key + '#' + text.length();
    }
}
