package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import methodcache.api.PayloadCipher;
import methodcache.api.configuration.L2Options;
import methodcache.api.spi.ClusterSettings;
import methodcache.core.layer.L2Limits;
import org.jspecify.annotations.Nullable;

/** Listens to the limits of the second layer. */
final class DefaultL2Options implements L2Options {

    private final NamedOptions options = new NamedOptions();
    private Duration timeout = Duration.ofSeconds(1);
    private Duration maximumLife = Duration.ofDays(1);
    private int maximumValueSize = 1 << 20;
    private int queued;

    int compressAbove = Integer.MAX_VALUE;

    @Nullable
    PayloadCipher cipher;

    @Nullable
    String codec;

    @Override
    public L2Options timeout(Duration limit) {
        timeout = positive(limit, "timeout", "limit");
        return this;
    }

    @Override
    public L2Options maximumLife(Duration life) {
        maximumLife = positive(life, "maximumLife", "life");
        return this;
    }

    @Override
    public L2Options maximumValueSize(int bytes) {
        maximumValueSize = positive(bytes, "maximumValueSize");
        return this;
    }

    @Override
    public L2Options compressAbove(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("compressAbove must be zero or more, was " + bytes);
        }
        compressAbove = bytes;
        return this;
    }

    @Override
    public L2Options cipher(PayloadCipher cipher) {
        this.cipher = requireNonNull(cipher, "cipher");
        return this;
    }

    @Override
    public L2Options codec(String name) {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("the name of a codec must not be empty");
        }
        codec = name;
        return this;
    }

    @Override
    public L2Options writeInBackground(int queued) {
        this.queued = positive(queued, "writeInBackground");
        return this;
    }

    @Override
    public L2Options set(String option, String value) {
        options.set(option, value);
        return this;
    }

    ClusterSettings settings(String cache) {
        return new ClusterSettings(cache, timeout, options.all());
    }

    L2Limits limits() {
        return new L2Limits(timeout, maximumLife, maximumValueSize, queued);
    }

    private static int positive(int number, String option) {
        if (number <= 0) {
            throw new IllegalArgumentException(option + " must be positive, was " + number);
        }
        return number;
    }

    private static Duration positive(Duration duration, String option, String parameter) {
        if (requireNonNull(duration, parameter).isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(option + " must be positive, was " + duration);
        }
        return duration;
    }
}
