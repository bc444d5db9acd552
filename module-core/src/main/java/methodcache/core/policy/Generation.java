package methodcache.core.policy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * What a cache compiled between two changes of its overrides. Thread-safe: its maps only grow, by one entry for each method or
 * lambda in the program, and two threads that compile the same thing keep the first.
 */
final class Generation {

    /** Unique in the JVM, so that a policy in a static field knows whose compiled form it keeps without knowing the cache. */
    private static final AtomicLong STAMPS = new AtomicLong();

    private final long stamp = STAMPS.incrementAndGet();
    private final Compiler compiler;
    private final OverrideWords overrides;
    private final Merge base;
    private final CompiledPolicy defaults;
    private final @Nullable Sinks sinks;
    private final Map<MethodId, Merge> bases = new ConcurrentHashMap<>();
    private final Map<Object, Named> compiled = new ConcurrentHashMap<>();

    Generation(Compiler compiler, OverrideWords overrides) {
        this.compiler = compiler;
        this.overrides = overrides;
        base = compiler.below(null, Words.NONE, overrides);
        defaults = compiler.compile(base.copy(), null, null, overrides);
        sinks = compiler.sinks(List.of(), null, null);
    }

    CompiledPolicy defaults() {
        return defaults;
    }

    @Nullable Sinks sinks() {
        return sinks;
    }

    boolean overridden() {
        return !overrides.isEmpty();
    }

    CompiledPolicy of(DefaultCachePolicy policy) {
        CompiledPolicy kept = policy.compiled(stamp);
        if (kept == null) {
            kept = merged(null, null, policy.words);
            policy.keep(stamp, kept);
        }
        return kept;
    }

    CompiledPolicy of(@Nullable MethodId method, String callName) {
        Object usual = method == null ? callName : method;
        Named found = compiled.get(usual);
        if (found != null && found.callName.equals(callName)) {
            return found.policy;
        }
        Object key = found == null ? usual : new Alias(usual, callName);
        Named made = new Named(callName, merged(method, callName, Words.NONE));
        Named earlier = compiled.putIfAbsent(key, made);
        if (earlier == null) {
            return made.policy;
        }
        return earlier.callName.equals(callName) ? earlier.policy : of(method, callName);
    }

    CompiledPolicy merged(@Nullable MethodId method, @Nullable String callName, Words call) {
        Merge merge = call.group == null && call.policies.isEmpty()
                ? base(method).copy()
                : compiler.below(method, call, overrides);
        merge.add(call);
        return compiler.compile(merge, method, callName, overrides);
    }

    private Merge base(@Nullable MethodId method) {
        if (method == null || !compiler.knows(method, overrides)) {
            return base;
        }
        return bases.computeIfAbsent(method, known -> compiler.below(known, Words.NONE, overrides));
    }

    /** Another name of a method that goes by several; they differ in their tags. */
    private record Alias(Object method, String callName) {}

    private record Named(String callName, CompiledPolicy policy) {}
}
