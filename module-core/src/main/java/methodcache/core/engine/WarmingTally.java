package methodcache.core.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import methodcache.api.WarmingReport;

/** What became of the keys of a warming so far. For one thread at a time. */
final class WarmingTally {

    private static final int FAILURES = 100;

    private int loaded;
    private int present;
    private int failed;
    private final Map<String, Throwable> failures = new LinkedHashMap<>();

    void loaded() {
        loaded++;
    }

    void present() {
        present++;
    }

    void failed(String key, Throwable why) {
        failed++;
        if (failures.size() < FAILURES) {
            failures.put(key, why);
        }
    }

    WarmingReport report() {
        return new WarmingReport(loaded, present, failed, failures);
    }
}
