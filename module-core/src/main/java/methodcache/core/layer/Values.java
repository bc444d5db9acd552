package methodcache.core.layer;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.InstantSource;
import methodcache.core.key.Shown;
import org.jspecify.annotations.Nullable;

/** Makes what is stored of values, and values of what is stored. Thread-safe. */
final class Values {

    private final Forms forms;
    private final Payloads payloads;
    private final L2Limits limits;
    private final InstantSource clock;
    private final Trouble trouble;

    Values(Forms forms, Payloads payloads, L2Limits limits, InstantSource clock, Trouble trouble) {
        this.forms = forms;
        this.payloads = payloads;
        this.limits = limits;
        this.clock = clock;
        this.trouble = trouble;
    }

    /**
     * Under which key a value is stored.
     *
     * @param key its store key
     * @param type what the call says it is; null for nothing
     * @param version of its policy
     * @return null where it stays in the first layer
     */
    @Nullable
    String storedAs(Object key, @Nullable Type type, int version) {
        if (!(key instanceof String text)) {
            return null;
        }
        Form form = forms.of(type);
        if (form.refusal() != null) {
            trouble.unshared("values of " + name(type) + " stay in the first layer: " + form.refusal());
            return null;
        }
        return form.name() + (version == 0 ? ":" : "." + version + ':') + text;
    }

    /** What is to be stored; null where the value stays in the first layer. */
    byte @Nullable [] envelope(SecondLayer.Shared value, String storedAs) {
        Object key = value.key();
        try {
            byte[] plain = value.value() == null
                    ? new byte[0]
                    : forms.of(value.type()).encoder().encode(value.value());
            if (plain == null) {
                trouble.unwritten(untyped(value));
                return null;
            }
            Payloads.Packed packed = payloads.pack(plain, storedAs);
            long now = clock.millis();
            long expiry = now + Math.max(1, millis(value.life()));
            byte[] bytes = new Envelope(
                            key.toString(),
                            value.asOf(),
                            now,
                            expiry,
                            expiry + millis(value.stale()),
                            value.cost(),
                            value.version(),
                            value.etag(),
                            value.scope(),
                            value.links(),
                            value.reach(),
                            packed.flags() | (value.value() == null ? Envelope.NULL : 0),
                            packed.bytes())
                    .bytes();
            if (bytes.length > limits.maximumValueSize()) {
                trouble.unwritten("a value of " + name(value.type()) + " has " + bytes.length
                        + " bytes and stays in the first layer, as others that are as large: raise maximumValueSize ("
                        + limits.maximumValueSize() + ") of l2(…), or cache less at a time");
                return null;
            }
            return bytes;
        } catch (Throwable failure) {
            trouble.unwritten("a value of " + name(value.type()) + " can't be encoded and stays in the first layer: "
                    + reason(failure));
            return null;
        }
    }

    private static String untyped(SecondLayer.Shared value) {
        Object held = value.value();
        return "a value of " + (held == null ? "null" : held.getClass().getName()) + " stays in the first layer, since"
                + " its call doesn't say the type: call a method, or say it with a Class or TypeRef";
    }

    /** A value that was found. */
    record Read(Envelope envelope, @Nullable Object value) {}

    /**
     * The life that is left of what is stored; zero or less where it can't be served.
     *
     * @param envelope what is stored
     * @return nanoseconds
     */
    long left(Envelope envelope) {
        long left = Math.min(
                envelope.expiry() - clock.millis(), limits.maximumLife().toMillis());
        return left * 1_000_000;
    }

    /**
     * How long it may be served when its load fails; zero or less where it can't any more.
     *
     * @param envelope what is stored
     * @return nanoseconds
     */
    long usable(Envelope envelope) {
        long left = Math.min(
                envelope.staleUntil() - clock.millis(), 2 * limits.maximumLife().toMillis());
        return left * 1_000_000;
    }

    /** How long ago it was loaded, as far as the clocks of nodes agree; nanoseconds. */
    long age(Envelope envelope) {
        return Math.max(0, clock.millis() - envelope.created()) * 1_000_000;
    }

    /** Opens what is stored; null where it can't be read, or is of another key. */
    @Nullable
    Envelope opened(byte[] stored, Object key) {
        try {
            Envelope envelope = Envelope.of(stored);
            return envelope.key().equals(key) ? envelope : null;
        } catch (IOException | RuntimeException unreadable) {
            trouble.failed("read a value of " + Shown.key(key), unreadable);
            return null;
        }
    }

    /** Makes the value; null where it can't be made. */
    @Nullable
    Read decoded(Envelope envelope, SecondLayer.Wanted wanted, String storedAs) {
        if (envelope.has(Envelope.NULL)) {
            return new Read(envelope, null);
        }
        try {
            byte[] plain = payloads.unpack(envelope, storedAs);
            return new Read(envelope, forms.of(wanted.type()).decoder().decode(plain));
        } catch (Throwable unreadable) {
            trouble.failed("decode a value of " + Shown.key(wanted.key()), unreadable);
            return null;
        }
    }

    Duration life(SecondLayer.Shared value) {
        return Duration.ofMillis(Math.max(1, millis(value.life()) + millis(value.stale())));
    }

    private long millis(long nanos) {
        return Math.min(limits.maximumLife().toMillis(), nanos / 1_000_000);
    }

    private static String name(@Nullable Type type) {
        return type == null ? "no known type" : type.getTypeName();
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
