package methodcache.core.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.core.key.MethodId;
import methodcache.core.stats.Tallies;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one cache: default, named, group, method, call and override merged and kept. Thread-safe.
 *
 * <p>Whatever was compiled belongs to a {@link Generation}, which is immutable but for what it has compiled so far. A
 * change of overrides puts another in its place, so a call sees all of a change or nothing of it, and nothing stale
 * stays behind.
 */
public final class Policies {

    private final Overrides overrides;

    private volatile Generation generation;

    /** Makes the policies of a cache. */
    public Policies(
            PolicyLayers layers,
            PolicyProblems.Available available,
            KeyGenerators generators,
            MethodNames methods,
            Failures failures,
            Tallies tallies) {
        Compiler compiler = new Compiler(layers, available, generators, failures, tallies);
        generation = new Generation(compiler, OverrideWords.NONE);
        overrides = new Overrides(methods, compiler::check, words -> {
            compiler.check(words);
            generation = new Generation(compiler, words);
        });
    }

    /** The policy of keyed calls without words. */
    public CompiledPolicy defaults() {
        return generation.defaults();
    }

    /**
     * The policy of a keyed call with a policy made before; allocates nothing once it is compiled.
     *
     * @throws IllegalArgumentException if it isn't from {@link CachePolicy#of}
     */
    public CompiledPolicy of(CachePolicy policy) {
        return generation.of(DefaultCachePolicy.known(policy));
    }

    /**
     * The policy of a keyed call that says its words. A lambda that captures nothing is compiled once for what it says;
     * any other is asked each time. Takes a {@code Consumer<? super PolicyBuilder<?>>} as well.
     *
     * @throws IllegalStateException if the words clash
     */
    public <T> CompiledPolicy of(Consumer<? super EntryPolicyBuilder<T, ?>> words) {
        DefaultCachePolicy kept = KeptWords.of(requireNonNull(words, "policy"));
        return kept != null ? generation.of(kept) : generation.merged(null, null, SaidWords.ofCall(words));
    }

    /**
     * The policy of a method call or lambda without words of its own; the same object until an override changes.
     *
     * @param method the method, or null for lambdas and methods that can't be told
     * @param callName what metrics call it
     */
    public CompiledPolicy of(@Nullable MethodId method, String callName) {
        return generation.of(method, callName);
    }

    /**
     * The policy of a method call or lambda with words of its own, merged now.
     *
     * @throws IllegalStateException if the words clash
     */
    public CompiledPolicy of(@Nullable MethodId method, String callName, Words words) {
        Generation now = generation;
        return words.isEmpty() ? now.of(method, callName) : now.merged(method, callName, SaidWords.unclashing(words));
    }

    /** What stands for the policies as they are now: another object after each change. */
    public Object inForce() {
        return generation;
    }

    /** Whether any override is in force. */
    public boolean overridden() {
        return generation.overridden();
    }

    /** Changes these policies. */
    public RuntimeOverrides overrides() {
        return overrides;
    }

    /** The sinks of the configuration, tagged with the name of the cache only; null when there is none. */
    public @Nullable Sinks sinks() {
        return generation.sinks();
    }
}
