package methodcache.core.engine;

import methodcache.api.Ticker;

/** The one place that reads the system's clock. */
public final class Clocks {

    private Clocks() {}

    /**
     * The default source of time.
     *
     * @return {@link System#nanoTime()}
     */
    public static Ticker system() {
        return System::nanoTime;
    }
}
