package methodcache.core.key;

import methodcache.api.CacheKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Why a value has no identity, on its way up to where the call is known. Has no stack trace: for a receiver it only
 * means "count it by instance", on every call.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What always helps. */
    static final String REMEDIES = "use withKey(…), call(…) with the values that matter, a record,"
            + " a KeyGenerator, or declare it with service(…) if it is a service";

    Refusal(String message) {
        this(message, null);
    }

    Refusal(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    Refusal within(String part) {
        return new Refusal(part + ": " + reason(), getCause());
    }

    CacheKeyException of(String part) {
        return new CacheKeyException(part + ": " + reason(), getCause());
    }
}
