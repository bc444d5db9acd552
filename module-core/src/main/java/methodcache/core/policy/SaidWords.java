package methodcache.core.policy;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;

/**
 * Listens to words that a consumer says at once.
 *
 * @param <T> the type of the value
 */
public final class SaidWords<T> extends WordsBuilder<T, SaidWords<T>> {

    @Override
    protected SaidWords<T> self() {
        return this;
    }

    /** Asks for the words that don't see the value. */
    public static Words of(Consumer<? super PolicyBuilder<?>> words, String origin) {
        SaidWords<Object> said = new SaidWords<>();
        words.accept(said);
        return said.snapshot(origin);
    }

    /** Asks for the words of a keyed call. */
    static <T> Words ofCall(Consumer<? super EntryPolicyBuilder<T, ?>> words) {
        SaidWords<T> said = new SaidWords<>();
        words.accept(said);
        if (said.words().loads != null) {
            said.words().owner = words.getClass();
        }
        return unclashing(said.words());
    }

    /** Asks for the words that a value says. */
    static Words fromValue(BiConsumer<Object, PolicyBuilder<?>> words, Object value) {
        SaidWords<Object> said = new SaidWords<>();
        words.accept(value, said);
        return unclashing(said.words());
    }

    /** Refuses words that clash. */
    static Words unclashing(Words words) {
        List<String> clashes = words.clashes();
        if (!clashes.isEmpty()) {
            throw new IllegalStateException(String.join("; ", clashes));
        }
        return words;
    }
}
