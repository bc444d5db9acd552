package methodcache.provider.ehcache;

import java.util.Map;
import java.util.OptionalLong;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Settings;

/** An entry, and the settings of stores to put it into. */
record Entry(Object value, int weight) implements L1Entry {
    Entry(Object value) {
        this(value, 1);
    }

    static L1Settings entries(long maximum) {
        return new L1Settings("test", OptionalLong.of(maximum), OptionalLong.empty(), Map.of());
    }

    static L1Settings weight(long maximum) {
        return new L1Settings("test", OptionalLong.empty(), OptionalLong.of(maximum), Map.of());
    }
}
