package methodcache.provider.ignite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Those of this node that wait for a lock, by its key, the longest first. One is woken for each permit that becomes free, as the others
 * would ask in vain; who was woken and doesn't need it, wakes the next. Thread-safe.
 */
final class Waiters {
    private final Map<String, Deque<CompletableFuture<Boolean>>> byLock = new HashMap<>();

    /** A signal that is given when the lock may be free; from now on. */
    synchronized CompletableFuture<Boolean> join(String lock) {
        CompletableFuture<Boolean> signal = new CompletableFuture<>();
        byLock.computeIfAbsent(lock, first -> new ArrayDeque<>()).addLast(signal);
        return signal;
    }

    /** Waits no more. A signal that was given is passed on, if that is wanted. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    void leave(String lock, CompletableFuture<Boolean> signal) {
        boolean there;
        synchronized (this) {
            Deque<CompletableFuture<Boolean>> waiting = byLock.get(lock);
            there = waiting != null && waiting.remove(signal);
            if (waiting != null && waiting.isEmpty()) {
                byLock.remove(lock);
            }
        }
        if (!there) {
            wake(lock);
        }
    }

    void wake(String lock) {
        CompletableFuture<Boolean> signal = poll(lock);
        if (signal != null) {
            signal.complete(true);
        }
    }

    private synchronized @Nullable CompletableFuture<Boolean> poll(String lock) {
        Deque<CompletableFuture<Boolean>> waiting = byLock.get(lock);
        if (waiting == null) {
            return null;
        }
        CompletableFuture<Boolean> signal = waiting.poll();
        if (waiting.isEmpty()) {
            byLock.remove(lock);
        }
        return signal;
    }

    void wakeAll() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        synchronized (this) {
            byLock.values().forEach(all::addAll);
            byLock.clear();
        }
        all.forEach(signal -> signal.complete(true));
    }
}
