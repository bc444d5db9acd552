package methodcache.core.engine;

import java.util.concurrent.CancellationException;
import methodcache.api.CacheClosedException;
import methodcache.core.key.Shown;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are let in. Open, then closing: only what a load in flight asks for is let in, so that it can finish; then
 * closed.
 */
final class Gate {

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final String cache;
    private volatile State state = State.OPEN;

    Gate(String cache) {
        this.cache = cache;
    }

    /** Refuses a call that comes too late. */
    void check(@Nullable Object key) {
        State now = state;
        if (now == State.CLOSED || (now == State.CLOSING && Load.current() == null)) {
            throw refusal(key);
        }
    }

    CacheClosedException refusal(@Nullable Object key) {
        return new CacheClosedException(cache, key == null ? null : StoreKeys.text(key));
    }

    /** Refuses a load, perhaps of many keys. */
    CacheClosedException refusalOf(Load load) {
        return new CacheClosedException(cache, load.texts());
    }

    /** Why a load was cancelled: because the cache is closed, or else because its callers have gone. */
    RuntimeException cancelled(Object key) {
        return isClosed() ? refusal(key) : nobodyWaits(Shown.key(key));
    }

    /** Why a load was cancelled, perhaps of many keys. */
    RuntimeException cancelledOf(Load load) {
        return isClosed() ? refusalOf(load) : nobodyWaits(Shown.keys(load.texts()));
    }

    private static CancellationException nobodyWaits(String shown) {
        return new CancellationException("nobody waits for the value of " + shown + " any more");
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** True for the one who is to close. */
    synchronized boolean beginClosing() {
        if (state != State.OPEN) {
            return false;
        }
        state = State.CLOSING;
        return true;
    }

    void close() {
        state = State.CLOSED;
    }
}
