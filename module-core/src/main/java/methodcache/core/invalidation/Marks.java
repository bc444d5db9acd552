package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import methodcache.core.key.StoreKeys;

/**
 * What is remembered of targets one by one: of tags, from their first event on; of keys, prefixes and patterns, from when something
 * depends on them.
 *
 * <p>Concurrency: written under the lock of {@link Stamps}, read by anybody. Of events on what nothing depends on, at most
 * {@value #MOST} are kept; beyond, the scopes that have most of them give up the older half of theirs for a floor: whatever is older
 * and has tags in that scope is covered. Of what something depends on as many are kept, or twice as many as there are entries. Beyond,
 * half of it is forgotten, what no entry was met of for longest first; until all entries have been met again, any event may be one of
 * those, for an entry that depends on what isn't remembered.
 */
final class Marks {

    static final int MOST = 100_000;

    private final Map<Target, Mark> marks = new ConcurrentHashMap<>();
    private final Set<Target.Prefix> prefixes = ConcurrentHashMap.newKeySet();
    private final Set<Target.Pattern> patterns = ConcurrentHashMap.newKeySet();
    private final AtomicInteger registrations = new AtomicInteger();
    private final AtomicInteger walk = new AtomicInteger();
    private final LongAdder earlyFloors;

    /** In place of events: on tags by their scopes, on keys by those of the keys. */
    private final Floors tagFloors;

    private final Floors keyFloors;

    /** The last event that covered everything. */
    private volatile long floor;

    private volatile long lastOnKeys;
    private volatile long lastOnTags;

    /** Since when events on all keys are remembered, and the last one before that. */
    private volatile long everyKeyFrom = Long.MAX_VALUE;

    private volatile long lastUnknownKey;

    /** How many marks there are of each kind. */
    private int events;

    private int registered;

    /** Whether an entry may depend on what isn't remembered, and the walk that was on when that came about. */
    private boolean lost;

    private int lostDuring;

    Marks(LongAdder earlyFloors) {
        this.earlyFloors = earlyFloors;
        this.tagFloors = new Floors(earlyFloors);
        this.keyFloors = new Floors(earlyFloors);
    }

    // ---------------------------------------------------------------- events

    /** Remembers an event on a target, if anybody could ask; true when that concerns those that have tags or parents. */
    boolean raise(Target target, long number, boolean removes) {
        Mark mark = marks.get(target);
        if (mark == null) {
            if (!(target instanceof Target.Tag) && !isKeyToRemember(target)) {
                return lost;
            }
            mark = add(target, number);
        }
        mark.raise(number, removes);
        return mark.registered || lost || target instanceof Target.Tag;
    }

    private boolean isKeyToRemember(Target target) {
        return everyKeyFrom != Long.MAX_VALUE && target instanceof Target.Key;
    }

    /** Remembers an event on what has every one of some tags: with the one that has fewest of these, as all that have it look there. */
    void raiseAllOf(Target.AllTags event, long number, boolean removes) {
        Target.Tag least = null;
        int fewest = Integer.MAX_VALUE;
        for (String tag : event.tags()) {
            Target.Tag target = new Target.Tag(event.scope(), tag);
            Mark mark = marks.get(target);
            int there = mark == null ? 0 : mark.conjunctions();
            if (there < fewest
                    || (there == fewest
                            && least != null
                            && tag.length() > least.text().length())) {
                fewest = there;
                least = target;
            }
        }
        if (least == null) {
            return;
        }
        Mark mark = marks.get(least);
        if (mark == null) {
            mark = add(least, number);
        }
        if (!mark.raise(new Mark.Conjunction(number, event.tags(), removes))) {
            earlyFloors.increment();
        }
    }

    /** A parent can be reached in more ways than before: who was stored before must look again. */
    void grow(Target.Key parent, long number) {
        Mark mark = marks.get(parent);
        if (mark != null) {
            mark.grow(number);
        }
    }

    void onKeys(long number) {
        lastOnKeys = number;
    }

    void onTags(long number) {
        lastOnTags = number;
    }

    /** From now on, events on keys nobody depends on are remembered too. */
    void rememberKeys(long published) {
        lastUnknownKey = lastOnKeys;
        everyKeyFrom = published;
    }

    private Mark add(Target target, long number) {
        if (events >= MOST) {
            foldEvents();
        }
        Mark mark = new Mark(number, false, walk.get());
        marks.put(target, mark);
        events++;
        return mark;
    }

    /** Makes room. */
    private void foldEvents() {
        earlyFloors.increment();
        Map<String, List<Map.Entry<Target, Mark>>> scopes = new HashMap<>();
        for (Map.Entry<Target, Mark> event : marks.entrySet()) {
            if (!event.getValue().registered) {
                scopes.computeIfAbsent(scope(event.getKey()), unseen -> new ArrayList<>())
                        .add(event);
            }
        }
        Map<String, Integer> sizes = new HashMap<>();
        scopes.forEach((scope, some) -> sizes.put(scope, some.size()));
        Floors.largest(sizes).forEach(scope -> foldOlder(scopes.getOrDefault(scope, List.of())));
    }

    private void foldOlder(List<Map.Entry<Target, Mark>> some) {
        some.sort(Comparator.comparingLong(event -> event.getValue().last()));
        for (Map.Entry<Target, Mark> event : some.subList(0, (some.size() + 1) / 2)) {
            Target target = event.getKey();
            Floors into = target instanceof Target.Key ? keyFloors : tagFloors;
            into.raise(scope(target), event.getValue().last());
            marks.remove(target);
            events--;
        }
    }

    private static String scope(Target target) {
        return target instanceof Target.Key key ? StoreKeys.scopeOf(key.storeKey()) : target.scope();
    }

    long floor() {
        return floor;
    }

    /** Everything is covered that is older than the number; what something depends on stays to be remembered. */
    void clear(long number) {
        floor = number;
        forget(number);
    }

    // ---------------------------------------------------------------- dependencies

    void forEachRegistered(Consumer<Target> to) {
        marks.forEach((target, mark) -> {
            if (mark.registered) {
                to.accept(target);
            }
        });
    }

    /** Whether something depends on a target; notes that it still does. */
    boolean meet(Target target) {
        Mark mark = marks.get(target);
        if (mark == null || !mark.registered) {
            return false;
        }
        mark.met = walk.get();
        return true;
    }

    boolean isRegistered(Target target) {
        Mark mark = marks.get(target);
        return mark != null && mark.registered;
    }

    /**
     * Lets events on a target be remembered from now on.
     *
     * @param target the target
     * @param published the last event
     * @param entries how many entries there are
     * @param leadsOn whether a target can't be forgotten
     */
    void register(Target target, long published, long entries, Predicate<Target> leadsOn) {
        if (registered >= Math.max(MOST, 2 * entries)) {
            foldRegistered(leadsOn);
        }
        Mark before = marks.get(target);
        Mark mark = new Mark(published, true, walk.get());
        if (before != null) {
            mark.raise(before);
            events--;
        }
        marks.put(target, mark);
        registered++;
        if (target instanceof Target.Prefix prefix) {
            prefixes.add(prefix);
        } else if (target instanceof Target.Pattern pattern) {
            patterns.add(pattern);
        }
        registrations.incrementAndGet();
    }

    /** Makes room: forgets half of what something may depend on. */
    private void foldRegistered(Predicate<Target> leadsOn) {
        earlyFloors.increment();
        List<Candidate> candidates = new ArrayList<>();
        marks.forEach((target, mark) -> {
            if (mark.registered && !leadsOn.test(target)) {
                candidates.add(new Candidate(target, mark.met, mark.from));
            }
        });
        candidates.sort(Comparator.comparingInt(Candidate::met).thenComparingLong(Candidate::from));
        // The entries of these must look at the next event, whatever it is on.
        lost = true;
        lostDuring = walk.get();
        candidates.subList(0, candidates.size() / 2).forEach(candidate -> unregister(candidate.target));
    }

    private record Candidate(Target target, int met, long from) {}

    private void unregister(Target target) {
        Mark mark = marks.remove(target);
        registered--;
        if (mark != null && mark.last() > 0 && isKeyToRemember(target)) {
            Mark event = new Mark(mark.from, false, mark.met);
            event.raise(mark);
            marks.put(target, event);
            events++;
        }
        if (target instanceof Target.Prefix) {
            prefixes.remove(target);
        } else if (target instanceof Target.Pattern) {
            patterns.remove(target);
        }
    }

    /** Changes with every target that something begins to depend on; 0 before the first. */
    int registrations() {
        return registrations.get();
    }

    Collection<Target.Prefix> prefixes() {
        return prefixes;
    }

    Collection<Target.Pattern> patterns() {
        return patterns;
    }

    // ---------------------------------------------------------------- judging

    /**
     * Whether an event later than a number may reach one who was loaded or stored then.
     *
     * @param removing whether events don't count by which it would only expire
     */
    boolean cover(Reach reach, long since, boolean removing) {
        for (Target target : reach.targets) {
            Mark mark = marks.get(target);
            if ((mark == null || since < mark.from) && unknown(target) > since) {
                return true;
            }
            if (mark != null
                    && (mark.covers(since, removing)
                            || (target instanceof Target.Tag tag
                                    && mark.covers(reach.tags, tag.scope(), since, removing)))) {
                return true;
            }
        }
        // Floors are looked at last: an event may become part of one meanwhile.
        if (since < floor) {
            return true;
        }
        for (Reach.Tags tags : reach.tags) {
            if (since < tagFloors.of(tags.scope())) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of its parents can be reached in more ways than one knew who was stored then. */
    boolean grown(Reach reach, long since) {
        for (Target target : reach.targets) {
            Mark mark = marks.get(target);
            if (mark != null && mark.grownSince(since)) {
                return true;
            }
        }
        return false;
    }

    /** The last event that may have covered a target before it was remembered. */
    private long unknown(Target target) {
        // A key may be reached by tags, and so may those of a prefix; one that has a tag may be reached by keys.
        return target instanceof Target.Tag ? 0 : Math.max(lastOnKeys, lastOnTags);
    }

    /** Whether an event later than a number named a key itself; for where {@link #rememberKeys} was said. */
    boolean coverKey(Object storeKey, long since) {
        if (since < everyKeyFrom && since < lastUnknownKey) {
            return true;
        }
        Mark mark = marks.get(new Target.Key(storeKey));
        return (mark != null && mark.covers(since, false))
                || since < floor
                || since < keyFloors.of(StoreKeys.scopeOf(storeKey));
    }

    // ---------------------------------------------------------------- forgetting

    int walk() {
        return walk.get();
    }

    /** A walk over all entries begins, which meets what they depend on. */
    void walkBegins() {
        walk.incrementAndGet();
    }

    /** All entries have been met by the last walk. */
    void walked() {
        lost = lost && lostDuring >= walk.get();
    }

    /** Forgets events that everybody has seen. */
    void forget(long seen) {
        tagFloors.forget(seen);
        keyFloors.forget(seen);
        marks.values().removeIf(mark -> {
            boolean forgotten = !mark.registered && mark.last() <= seen;
            events -= forgotten ? 1 : 0;
            return forgotten;
        });
    }

    /** Forgets what nothing depends on any more: what the last walk hasn't met, and leads nowhere else. */
    void forgetUnmet(Predicate<Target> leadsOn) {
        int last = walk.get();
        List<Target> unmet = new ArrayList<>();
        marks.forEach((target, mark) -> {
            if (mark.registered && mark.met < last && !leadsOn.test(target)) {
                unmet.add(target);
            }
        });
        unmet.forEach(this::unregister);
    }

    int size() {
        return marks.size();
    }
}
