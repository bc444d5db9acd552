package methodcache.provider.ehcache;

import java.util.concurrent.atomic.AtomicLong;
import org.ehcache.core.spi.time.TimeSource;

/**
 * Tells Ehcache the time in arrivals: it goes on by one with each put. Ehcache asks for the time on every hit, and uses
 * it only to find what was unused longest. For that the number of arrivals since is as good as milliseconds, better
 * under load, where thousands of uses fall into one; and to read it costs a field instead of a clock, nor does it take
 * a thread. While nothing arrives, nothing needs to go, and hits have no time to write down.
 *
 * <p>Thread-safe. The counter is exact: one that loses counts under a race can also fall back, and then new entries
 * look older than all others and are evicted at once.
 */
final class ArrivalClock implements TimeSource {
    private final AtomicLong arrivals = new AtomicLong();

    /** Something is about to be put. */
    void arrival() {
        arrivals.getAndIncrement();
    }

    @Override
    public long getTimeMillis() {
        return arrivals.get();
    }
}
