package methodcache.provider.jackson;

import org.jspecify.annotations.Nullable;

/** Why a type or a value can't be made again from bytes, on its way up to where the whole is known. */
final class Unrestorable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What always helps. */
    static final String REMEDY = "or keep these values in memory only: withLayers(L1)";

    private final String reason;

    Unrestorable(String reason) {
        this(reason, null);
    }

    Unrestorable(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
        this.reason = reason;
    }

    Unrestorable within(String part) {
        return new Unrestorable(part + ": " + reason, getCause());
    }

    String reason() {
        return reason;
    }
}
