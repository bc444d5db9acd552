package methodcache.core.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import methodcache.api.CacheConfigurationException;
import methodcache.api.KeyGenerator;
import methodcache.api.configuration.ServiceCall;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import methodcache.core.key.MethodId;
import methodcache.core.stats.Tallies;

/**
 * Policies without a configuration. Its method is in the group "g" and everybody takes the policy "named", so that each
 * {@link Layer} has a place to say words in.
 */
final class PolicyFixture {

    static final MethodId METHOD = new MethodId(Runnable.class, "run", "()");
    static final String CALL_NAME = "Runnable.run";
    static final KeyGenerator FAST = (method, arguments) -> "fast";

    final Failures failures = new Failures("test");
    private final Map<String, Words> named = new HashMap<>();
    private final Map<String, Words> groups = new HashMap<>();
    private final Map<MethodId, Words> methods = new HashMap<>();
    private final List<CacheMetrics> sinks = new ArrayList<>();
    private final SaidWords<Object> defaultWords = new SaidWords<>();
    private Words call = Words.NONE;
    private Consumer<? super PolicyBuilder<?>> override = words -> {};

    static PolicyFixture layered() {
        PolicyFixture fixture = new PolicyFixture();
        fixture.defaultWords.inGroup("g").withPolicy("named");
        fixture.named.put("named", Words.NONE);
        return fixture;
    }

    PolicyFixture say(Layer layer, Consumer<? super EntryPolicyBuilder<Object, ?>> words) {
        switch (layer) {
            case DEFAULT -> words.accept(defaultWords);
            case NAMED -> named.put("named", said(words));
            case GROUP -> groups.put("g", said(words));
            case METHOD -> methods.put(METHOD, said(words));
            case CALL -> call = said(words);
            case OVERRIDE -> override = builder -> words.accept(entryWords(builder));
        }
        return this;
    }

    PolicyFixture defaults(Consumer<? super PolicyBuilder<?>> words) {
        words.accept(defaultWords);
        return this;
    }

    PolicyFixture named(String name, Consumer<? super PolicyBuilder<?>> words) {
        named.put(name, SaidWords.of(words, "policy \"" + name + '"'));
        return this;
    }

    PolicyFixture group(String name, Consumer<? super PolicyBuilder<?>> words) {
        groups.put(name, SaidWords.of(words, "group \"" + name + '"'));
        return this;
    }

    PolicyFixture method(Consumer<? super PolicyBuilder<?>> words) {
        methods.put(METHOD, SaidWords.of(words, CALL_NAME));
        return this;
    }

    PolicyFixture sink(CacheMetrics sink) {
        sinks.add(sink);
        return this;
    }

    PolicyLayers layers() {
        return new PolicyLayers(
                "test", defaultWords.snapshot("defaultPolicy"), named, groups, methods, Set.of(), sinks);
    }

    Policies policies() {
        Policies policies = new Policies(
                layers(),
                new PolicyProblems.Available(true, true),
                PolicyFixture::generator,
                new AnyMethod(),
                failures,
                new Tallies("test"));
        policies.overrides().all(override);
        return policies;
    }

    /** The policy of a call of the method. */
    CompiledPolicy compiled() {
        return policies().of(METHOD, CALL_NAME, call);
    }

    /** Core's builders know all words, whichever of them a user sees. */
    @SuppressWarnings("unchecked")
    static SaidWords<Object> entryWords(PolicyBuilder<?> builder) {
        return (SaidWords<Object>) builder;
    }

    static Words said(Consumer<? super EntryPolicyBuilder<Object, ?>> words) {
        SaidWords<Object> said = new SaidWords<>();
        words.accept(said);
        return said.snapshot("a test");
    }

    static KeyGenerator generator(String name, String origin) {
        if (name.equals("fast")) {
            return FAST;
        }
        throw new CacheConfigurationException(List.of("no key generator \"" + name + "\" for " + origin));
    }

    /** Any lambda names the one method. */
    private static final class AnyMethod implements MethodNames {
        @Override
        public <S> MethodId named(Class<S> service, ServiceCall<? super S, ?> call) {
            return METHOD;
        }
    }
}
