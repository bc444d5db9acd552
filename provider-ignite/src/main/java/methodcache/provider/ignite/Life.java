package methodcache.provider.ignite;

import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How long a written entry lives, counted from the write. Set for creation and for update: Ignite leaves an entry its old life
 * where a policy doesn't say, also where no policy is given at all, so that every write needs one.
 */
final class Life implements ExpiryPolicy {
    /** Without end. */
    static final Life ETERNAL = new Life(Duration.ETERNAL);

    private static final java.time.Duration LONG = ChronoUnit.CENTURIES.getDuration();

    private final Duration duration;

    private Life(Duration duration) {
        this.duration = duration;
    }

    /** Of a positive length, rounded up to milliseconds; a century is for ever. */
    static Life of(java.time.Duration life) {
        return life.compareTo(LONG) >= 0 ? ETERNAL : new Life(new Duration(TimeUnit.MILLISECONDS, millis(life)));
    }

    /** Rounded up, as zero would mean something else everywhere; at most a century. */
    static long millis(java.time.Duration duration) {
        java.time.Duration limited = duration.compareTo(LONG) < 0 ? duration : LONG;
        return limited.plusNanos(TimeUnit.MILLISECONDS.toNanos(1) - 1).toMillis();
    }

    @Override
    public Duration getExpiryForCreation() {
        return duration;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
        return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
        return duration;
    }
}
