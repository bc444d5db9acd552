package methodcache.core.policy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * What a cache compiled between two changes of its overrides. Thread-safe: its maps only grow, by one entry for each
 * method or lambda in the program and up to a bound for what calls name, and two threads that compile the same thing
 * keep one.
 */
final class Generation {

    /**
     * Unique in the JVM, so that a policy in a static field knows whose compiled form it keeps without knowing the
     * cache.
     */
    private static final AtomicLong STAMPS = new AtomicLong();

    private static final int MOST_BASES = 1_000;

    private final long stamp = STAMPS.incrementAndGet();
    private final Compiler compiler;
    private final OverrideWords overrides;
    private final Merge base;
    private final CompiledPolicy defaults;
    private final @Nullable Sinks sinks;
    private final Map<BaseOf, Merge> bases = new ConcurrentHashMap<>();
    private final Map<Object, Named> compiled = new ConcurrentHashMap<>();

    Generation(Compiler compiler, OverrideWords overrides) {
        this.compiler = compiler;
        this.overrides = overrides;
        base = compiler.below(null, Words.NONE, overrides);
        defaults = compiler.compile(base, null, null, overrides);
        sinks = compiler.sinks(List.of(), null, null);
    }

    CompiledPolicy defaults() {
        return defaults;
    }

    @Nullable
    Sinks sinks() {
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

    /** Merges a call's words now, over what is kept of the weaker layers. */
    CompiledPolicy merged(@Nullable MethodId method, @Nullable String callName, Words call) {
        Merge merge = base(method, call).copy();
        merge.add(call);
        return compiler.compile(merge, method, callName, overrides);
    }

    private Merge base(@Nullable MethodId method, Words call) {
        MethodId known = method != null && compiler.knows(method, overrides) ? method : null;
        if (call.group == null && call.policies.isEmpty()) {
            return known == null ? base : base(known, null, List.of(), call);
        }
        return base(known, call.group, List.copyOf(call.policies), call);
    }

    /** Policies and groups named by text are few and often the same; others may be new in each call. */
    private Merge base(@Nullable MethodId known, @Nullable String group, List<Object> policies, Words call) {
        BaseOf key = new BaseOf(known, group, policies);
        Merge kept = bases.get(key);
        if (kept == null) {
            kept = compiler.below(known, call, overrides);
            if (bases.size() < MOST_BASES && policies.stream().allMatch(String.class::isInstance)) {
                bases.put(key, kept);
            }
        }
        return kept;
    }

    private record BaseOf(
            @Nullable MethodId method, @Nullable String group, List<Object> policies) {}

    /** Another name of a method that goes by several; they differ in their tags. */
    private record Alias(Object method, String callName) {}

    private record Named(String callName, CompiledPolicy policy) {}
}
