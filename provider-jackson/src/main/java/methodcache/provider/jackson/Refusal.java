package methodcache.provider.jackson;

import methodcache.api.CacheKeyException;
import org.jspecify.annotations.Nullable;

/** Why a value has no identity, on its way up to where the call is known. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What always helps. */
    static final String REMEDIES =
            "use withKey(…), a record, a KeyGenerator of your own, or declare it with service(…) if it is a service";

    private final String reason;

    Refusal(String reason) {
        this(reason, null);
    }

    Refusal(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
        this.reason = reason;
    }

    Refusal within(String part) {
        return new Refusal(part + ": " + reason, getCause());
    }

    CacheKeyException of(String part) {
        return new CacheKeyException(part + ": " + reason, getCause());
    }
}
