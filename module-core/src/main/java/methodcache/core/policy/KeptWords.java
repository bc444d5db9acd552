package methodcache.core.policy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.policy.EntryPolicyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Words of lambdas that capture nothing: such a lambda says the same whenever it is asked, so it is asked once. It is
 * told by its class, which the JVM makes for one place in the source; what is kept lives as long as that class.
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

    /** What a lambda said when it was first asked, or null for one that must be asked each time. */
    static <T> @Nullable DefaultCachePolicy of(Consumer<? super EntryPolicyBuilder<T, ?>> words) {
        KeptWords kept = BY_CLASS.get(words.getClass());
        if (!kept.keeps) {
            return null;
        }
        DefaultCachePolicy policy = kept.policy.get();
        if (policy == null) {
            kept.policy.compareAndSet(
                    null, new DefaultCachePolicy(SaidWords.ofCall(words).copy()));
            policy = kept.policy.get();
        }
        return policy;
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }
}
