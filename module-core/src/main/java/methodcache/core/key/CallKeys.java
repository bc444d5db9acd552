package methodcache.core.key;

import java.io.Serializable;

/** Reads what a call is from its lambda or method reference. One for each cache; thread-safe. */
public final class CallKeys {

    /**
     * Starts empty.
     *
     * @param services what counts by type
     */
    public CallKeys(DeclaredServices services) {}

    /**
     * A call by method reference (or lambda) with arguments. Never refuses: {@link CallIdentity#key} does, so that a call with a key
     * of its own needs no identity.
     *
     * @param methodReference a {@code Call1} to {@code Call6}
     * @param arguments as they were passed, the receiver of an unbound reference first; not changed by anybody afterwards
     * @return what the call is
     */
    public CallIdentity call(Serializable methodReference, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    /**
     * A call without arguments; never refuses either.
     *
     * @param source a {@code CacheSource} or {@code AsyncCacheSource}
     * @return what the call is
     */
    public CallIdentity source(Serializable source) {
        throw new UnsupportedOperationException();
    }
}
