package methodcache.core.policy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.policy.EntryPolicyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Words of lambdas that capture nothing. Such a lambda says the same whenever it is asked, as a rule, so what it said is kept with what
 * was compiled of it; but it is asked each time, for it may read a static or a thread local, and a tenant taken from there must not
 * be the first caller's for ever. It is told by its class, which the JVM makes for one place in the source; what is kept lives as
 * long as that class.
 */
final class KeptWords {

    private static final ClassValue<KeptWords> BY_CLASS = new ClassValue<>() {
        @Override
        protected KeptWords computeValue(Class<?> type) {
            return new KeptWords(
                    type.isHidden() && Stream.of(type.getDeclaredFields()).allMatch(KeptWords::isStatic));
        }
    };

    private final boolean keeps;
    private final AtomicReference<@Nullable DefaultCachePolicy> policy = new AtomicReference<>();

    private KeptWords(boolean keeps) {
        this.keeps = keeps;
    }

    /** The policy kept for a lambda, if it says now what it said then; null for one that captures something. */
    static <T> @Nullable DefaultCachePolicy of(Consumer<? super EntryPolicyBuilder<T, ?>> words) {
        KeptWords kept = BY_CLASS.get(words.getClass());
        if (!kept.keeps) {
            return null;
        }
        Words said = SaidWords.ofCall(words);
        DefaultCachePolicy policy = kept.policy.get();
        if (policy == null || !policy.words.saysTheSame(said)) {
            policy = new DefaultCachePolicy(said.copy());
            kept.policy.set(policy);
        }
        return policy;
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }
}
