package methodcache.blackbox.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheTimeoutException;
import methodcache.api.CachedFailureException;
import methodcache.api.CircuitOpenException;
import methodcache.api.RecursiveLoadException;
import methodcache.blackbox.soak.Group.Word;

/** A call for some keys of a group, from when it begins; judges what it is given. */
final class Call {

    /** What a call asks for. */
    enum Kind {
        LOAD,
        LOOK_UP,
        REFRESH,
        WARM
    }

    final Group group;
    final List<String> keys;
    private final World world;
    private final Kind kind;
    private final Map<String, Ledger.Bound> bounds = new HashMap<>();
    private final long began = System.nanoTime();
    private final String form;

    /** Whether its caller may have been interrupted. */
    volatile boolean interrupted;

    /** Whether its caller may have given up. */
    volatile boolean cancelled;

    /** Whether it has a time limit of its own. */
    volatile boolean limited;

    Call(World world, int node, String form, Kind kind, Group group, List<String> keys) {
        this.world = world;
        this.form = form;
        this.kind = kind;
        this.group = group;
        this.keys = keys;
        keys.forEach(key -> bounds.put(key, world.ledger.bound(node, key)));
    }

    void value(String key, Object given) {
        if (given == null || !keys.contains(key)) {
            check(keys.contains(key), "is given an answer for " + key);
            return;
        }
        if (!(given instanceof String value)) {
            check(false, "is given " + given + " for " + key);
            return;
        }
        if (value.startsWith(Source.FALLBACK)) {
            check(group.says(Word.FALLBACK) && kind != Kind.LOOK_UP && value.endsWith(key), "is given " + value);
            return;
        }
        if (!Source.isOf(value, key)) {
            check(false, "is given " + value + " for " + key);
            return;
        }
        world.values.add(value);
        Ledger.Bound bound = bounds.get(key);
        long loaded = world.source.began(value);
        check(loaded >= bound.hard(), "is given " + value + " which was invalidated at " + bound.hard());
        if (loaded < bound.soft()) {
            boolean allowed = group.says(Word.STALE) && kind == Kind.LOAD;
            check(allowed, "is given " + value + " which was expired at " + bound.soft());
            long age = began - bound.softEnded();
            check(
                    age <= Group.MAX_STALE.toNanos(),
                    "is given " + value + " which was expired " + age / 1_000_000 + " ms ago");
            world.tally.staleSeen.increment();
        }
    }

    void failed(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException || failure instanceof ExecutionException
                ? failure.getCause()
                : failure;
        if (!allows(thrown)) {
            check(false, "fails with " + thrown + (thrown.getCause() == null ? "" : " caused by " + thrown.getCause()));
        }
    }

    private boolean allows(Throwable thrown) {
        if (kind == Kind.LOOK_UP) {
            return interrupted && thrown instanceof CacheInterruptedException;
        }
        if (thrown instanceof Source.Failure own) {
            return isOfThis(own) && !answeredByFallback();
        }
        if (thrown instanceof Source.Broken own) {
            return isOfThis(own.why);
        }
        if (thrown instanceof CancellationException || thrown instanceof TimeoutException) {
            return cancelled;
        }
        if (thrown instanceof CacheInterruptedException) {
            return interrupted;
        }
        if (thrown instanceof CacheTimeoutException) {
            return limited || (group.says(Word.HARD) && !answeredByFallback());
        }
        if (thrown instanceof RecursiveLoadException) {
            return form.startsWith("nested");
        }
        return thrown instanceof CacheLoadException load && allows(load);
    }

    private boolean allows(CacheLoadException thrown) {
        if (thrown instanceof CachedFailureException) {
            // Which errors are, no fallback is for.
            return group.says(Word.FAILURES)
                    && (thrown.getCause() instanceof Source.Broken || !answeredByFallback())
                    && isOfThis(thrown.getCause());
        }
        if (answeredByFallback()) {
            return interrupted && thrown.getCause() instanceof InterruptedException;
        }
        if (thrown instanceof CircuitOpenException) {
            return group.hasBreaker();
        }
        if (thrown.getCause() instanceof Source.Checked own) {
            return isOfThis(own.why);
        }
        if (thrown.getCause() instanceof InterruptedException) {
            return interrupted;
        }
        String message = thrown.getMessage();
        return (group.says(Word.HARD) && message.contains("still run"))
                || (group.says(Word.REQUIRED_LOCK) && message.contains("lock"));
    }

    private boolean answeredByFallback() {
        return group.says(Word.FALLBACK) && kind != Kind.WARM;
    }

    private boolean isOfThis(Throwable thrown) {
        return thrown instanceof Source.Failure own
                ? isOfThis(own)
                : thrown instanceof Source.Checked checked
                        ? isOfThis(checked.why)
                        : thrown instanceof Source.Broken broken && isOfThis(broken.why);
    }

    private boolean isOfThis(Source.Failure failure) {
        // Of a load of many that was joined for one key, the failure tells of all.
        for (String key : keys) {
            if (failure.keys.contains(key) && failure.began >= bounds.get(key).hard()) {
                return true;
            }
        }
        return false;
    }

    void check(boolean holds, String what) {
        if (!holds) {
            world.ledger.violation(form + " for " + keys + " of " + group + " " + (interrupted ? "(interrupted) " : "")
                    + (cancelled ? "(cancelled) " : "") + what);
        }
    }
}
