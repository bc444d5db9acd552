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
    private final Map<MethodId, OfMethod> said = new ConcurrentHashMap<>();
    private final Map<BaseOf, Merge> bases = new ConcurrentHashMap<>();
    private final Map<Object, Named> compiled = new ConcurrentHashMap<>();

    Generation(Compiler compiler, OverrideWords overrides) {
        this.compiler = compiler;
        this.overrides = overrides;
        base = compiler.below(OfMethod.NOTHING, Words.NONE, overrides);
        defaults = compiler.compile(base, OfMethod.NOTHING, Callee.NONE, overrides);
        sinks = compiler.sinks();
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
        OfMethod said = method == null ? OfMethod.NOTHING : said(method);
        Merge merge = base(said, call).copy();
        merge.add(call);
        return compiler.compile(merge, said, new Callee(method, callName), overrides);
    }

    /** The same object for a method each time: finding out what it implements takes reflection. */
    private OfMethod said(MethodId method) {
        OfMethod known = said.get(method);
        return known == null ? said.computeIfAbsent(method, of -> compiler.of(of, overrides)) : known;
    }

    private Merge base(OfMethod method, Words call) {
        if (call.group == null && call.policies.isEmpty()) {
            return method.isNothing() ? base : base(method, null, List.of(), call);
        }
        return base(method, call.group, List.copyOf(call.policies), call);
    }

    /** Policies and groups named by text are few and often the same; others may be new in each call. */
    private Merge base(OfMethod method, @Nullable String group, List<Object> policies, Words call) {
        BaseOf key = new BaseOf(method, group, policies);
        Merge kept = bases.get(key);
        if (kept == null) {
            kept = compiler.below(method, call, overrides);
            if (bases.size() < MOST_BASES && policies.stream().allMatch(String.class::isInstance)) {
                bases.put(key, kept);
            }
        }
        return kept;
    }

    private record BaseOf(OfMethod method, @Nullable String group, List<Object> policies) {}

    /** Another name of a method that goes by several; they differ in their tags. */
    private record Alias(Object method, String callName) {}

    private record Named(String callName, CompiledPolicy policy) {}
}
