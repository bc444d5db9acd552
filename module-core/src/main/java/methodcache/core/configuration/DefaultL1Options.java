package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;
import methodcache.api.configuration.L1Options;
import methodcache.api.spi.L1Settings;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the limits of the first layer. What is said at once, in one {@code l1(…)}, has to fit together; of what is said in several,
 * the last limit replaces one of the other kind.
 */
final class DefaultL1Options implements L1Options {

    private static final long DEFAULT_ENTRIES = 10_000;

    private final NamedOptions options = new NamedOptions();
    private long entries;
    private long weight;
    private boolean entriesSaid;
    private boolean weightSaid;
    private boolean weigherSaid;
    private @Nullable ToIntBiFunction<? super String, Object> weigher;

    /** Listens to one more {@code l1(…)}. */
    void said(Consumer<? super L1Options> options) {
        entriesSaid = false;
        weightSaid = false;
        weigherSaid = false;
        options.accept(this);
    }

    @Override
    public L1Options maximumEntries(long entries) {
        this.entries = positive(entries, "maximumEntries");
        entriesSaid = true;
        if (weight > 0 && !weightSaid) {
            weight = 0;
            weigher = weigherSaid ? weigher : null;
        }
        return this;
    }

    @Override
    public L1Options maximumWeight(long weight) {
        this.weight = positive(weight, "maximumWeight");
        weightSaid = true;
        if (!entriesSaid) {
            entries = 0;
        }
        return this;
    }

    @Override
    public L1Options weigher(ToIntBiFunction<? super String, Object> weigher) {
        this.weigher = requireNonNull(weigher, "weigher");
        weigherSaid = true;
        return this;
    }

    @Override
    public L1Options set(String option, String value) {
        options.set(option, value);
        return this;
    }

    /** What weighs entries, or null where they are counted. */
    @Nullable
    ToIntBiFunction<? super String, Object> weigher() {
        return weigher;
    }

    /** Says which limits don't go together; with any such there are no {@link #settings}. */
    boolean check(Problems problems) {
        if (entries > 0 && weight > 0) {
            problems.add("l1 must have one limit, has maximumEntries (" + entries + ") and maximumWeight (" + weight
                    + "): take one out");
        }
        if (weight > 0 && weigher == null) {
            problems.add("maximumWeight (" + weight + ") of l1 needs a weigher: add weigher(…), or use maximumEntries");
        }
        if (weight == 0 && weigher != null) {
            problems.add("the weigher of l1 needs a maximumWeight: add maximumWeight(…), or take the weigher out");
        }
        return (weight > 0) == (weigher != null) && (entries == 0 || weight == 0);
    }

    L1Settings settings(String cache) {
        OptionalLong count =
                weight > 0 ? OptionalLong.empty() : OptionalLong.of(entries > 0 ? entries : DEFAULT_ENTRIES);
        return new L1Settings(cache, count, weight > 0 ? OptionalLong.of(weight) : OptionalLong.empty(), options.all());
    }

    private static long positive(long limit, String word) {
        if (limit <= 0) {
            throw new IllegalArgumentException(word + " must be positive, was " + limit);
        }
        return limit;
    }
}
