package methodcache.core.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;
import org.jspecify.annotations.Nullable;

/** Words that were said once and are kept, with what the caches that met them made of them. */
public final class DefaultCachePolicy implements CachePolicy {

    private static final int SLOTS = 4;

    final Words words;

    /*
     * The compiled forms of the last few caches, the newest first; usually one. A compiled form knows users' hooks and
     * sinks, but no cache, so a policy in a static field keeps no cache alive. Slots are immutable, and a lost race
     * costs one more compilation: no lock is needed.
     */
    private volatile @Nullable Slot slots;

    DefaultCachePolicy(Words words) {
        this.words = words;
        if (words.owner == null) {
            words.owner = this;
        }
    }

    /** Makes the policy of {@link CachePolicy#of}. */
    public static CachePolicy of(Consumer<? super PolicyBuilder<?>> words) {
        return new DefaultCachePolicy(
                SaidWords.unclashing(SaidWords.of(requireNonNull(words, "words"), "CachePolicy.of")));
    }

    static DefaultCachePolicy known(CachePolicy policy) {
        if (requireNonNull(policy, "policy") instanceof DefaultCachePolicy known) {
            return known;
        }
        throw new IllegalArgumentException("a policy must be made by CachePolicy.of, was an instance of "
                + policy.getClass().getName());
    }

    /** What was made of this policy under a stamp, or null. */
    @Nullable
    CompiledPolicy compiled(long stamp) {
        for (Slot slot = slots; slot != null; slot = slot.next) {
            if (slot.stamp == stamp) {
                return slot.compiled;
            }
        }
        return null;
    }

    void keep(long stamp, CompiledPolicy compiled) {
        slots = new Slot(stamp, compiled, first(slots, SLOTS - 1));
    }

    private static @Nullable Slot first(@Nullable Slot slot, int count) {
        return slot == null || count == 0 ? null : new Slot(slot.stamp, slot.compiled, first(slot.next, count - 1));
    }

    @Override
    public String toString() {
        return "CachePolicy" + words;
    }

    private static final class Slot {
        final long stamp;
        final CompiledPolicy compiled;
        final @Nullable Slot next;

        Slot(long stamp, CompiledPolicy compiled, @Nullable Slot next) {
            this.stamp = stamp;
            this.compiled = compiled;
            this.next = next;
        }
    }
}
