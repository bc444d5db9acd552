package methodcache.core.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of one cache: one for each method and group that is called, up to {@value #MOST}; those beyond share one. Groups are named by
 * calls, and whoever names them by what users send must not fill memory or dashboards. Thread-safe.
 */
public final class Tallies {

    /** So many are told apart. */
    public static final int MOST = 1_000;

    private static final String OTHER = "other";

    private record Whose(@Nullable String method, @Nullable String group) {}

    /** Those beyond, and those that are called so. */
    private static final Whose OTHERS = new Whose(OTHER, OTHER);

    private final String cache;
    private final Tally keyed;
    private final Map<Whose, Tally> others = new ConcurrentHashMap<>();

    /**
     * Starts with none.
     *
     * @param cache its name
     */
    public Tallies(String cache) {
        this.cache = cache;
        keyed = new Tally(cache, null, null);
        others.put(OTHERS, new Tally(cache, OTHER, OTHER));
    }

    /** Where calls are counted; the same object each time. */
    public Tally of(@Nullable String method, @Nullable String group) {
        if (method == null && group == null) {
            return keyed;
        }
        Whose whose = new Whose(method, group);
        Tally known = others.get(whose);
        if (known != null) {
            return known;
        }
        return others.computeIfAbsent(others.size() > MOST ? OTHERS : whose, this::made);
    }

    private Tally made(Whose whose) {
        return new Tally(cache, whose.method, whose.group);
    }

    /** What those did that did anything. */
    public List<Counts> counts() {
        return Stream.concat(Stream.of(keyed), others.values().stream())
                .map(Tally::counts)
                .filter(Counts::isUsed)
                .toList();
    }
}
