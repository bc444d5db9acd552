package methodcache.core.invalidation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * What is remembered of targets one by one: of tags, from their first event on; of keys, prefixes and patterns, from when something
 * depends on them.
 *
 * <p>Concurrency: written under the lock of {@link Stamps}, read by anybody. At most {@value #MOST} are kept; beyond, the older half
 * becomes the floor: whatever has tags or parents and is older than the floor is covered.
 */
final class Marks {

    static final int MOST = 100_000;

    private final Map<Target, Mark> marks = new ConcurrentHashMap<>();
    private final Set<Target.Prefix> prefixes = ConcurrentHashMap.newKeySet();
    private final Set<Target.Pattern> patterns = ConcurrentHashMap.newKeySet();
    private final AtomicInteger registrations = new AtomicInteger();
    private final LongAdder earlyFloors;
    private volatile long floor;
    private volatile long lastOnKeys;
    private volatile long lastOnTags;
    /** Since when events on all keys are remembered, and the last one before that. */
    private volatile long everyKeyFrom = Long.MAX_VALUE;

    private volatile long lastUnknownKey;
    private final AtomicInteger walk = new AtomicInteger();

    Marks(LongAdder earlyFloors) {
        this.earlyFloors = earlyFloors;
    }

    // ---------------------------------------------------------------- events

    /** Remembers an event on a target, if anybody could ask; true when that concerns those that have tags or parents. */
    boolean raise(Target target, long number, boolean removes) {
        Mark mark = marks.get(target);
        if (mark == null) {
            if (target instanceof Target.Key && everyKeyFrom == Long.MAX_VALUE) {
                return false;
            }
            mark = add(target, number);
        }
        mark.raise(number, removes);
        return mark.registered || target instanceof Target.Tag;
    }

    /** Remembers an event on what has every one of some tags. */
    void raiseAllOf(Target.AllTags event, long number, boolean removes) {
        // With the longest one, as the likeliest to be rare: it is looked at by all that have this tag.
        String longest = "";
        for (String tag : event.tags()) {
            longest = tag.length() > longest.length() ? tag : longest;
        }
        Target.Tag target = new Target.Tag(event.scope(), longest);
        Mark mark = marks.get(target);
        if (mark == null) {
            mark = add(target, number);
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
        if (isFull()) {
            fold(number);
        }
        Mark mark = new Mark(number, false, walk.get());
        marks.put(target, mark);
        return mark;
    }

    boolean isFull() {
        return marks.size() >= MOST;
    }

    /** Makes room: drops the older half of the events, or everything if most of it isn't events. */
    void fold(long number) {
        earlyFloors.increment();
        long[] numbers = marks.values().stream()
                .filter(mark -> !mark.registered)
                .mapToLong(Mark::last)
                .toArray();
        if (numbers.length < MOST / 4) {
            clear(number);
            return;
        }
        Arrays.sort(numbers);
        long middle = numbers[numbers.length / 2];
        floor = Math.max(floor, middle);
        marks.values().removeIf(mark -> !mark.registered && mark.last() <= middle);
    }

    long floor() {
        return floor;
    }

    /** Forgets all; whatever is older than the number is covered. */
    void clear(long number) {
        floor = number;
        marks.clear();
    }

    // ---------------------------------------------------------------- dependencies

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

    /** Lets events on a target be remembered from now on. */
    void register(Target target, long published) {
        Mark before = marks.get(target);
        Mark mark = new Mark(published, true, walk.get());
        if (before != null) {
            mark.raise(before);
        }
        marks.put(target, mark);
        if (target instanceof Target.Prefix prefix) {
            prefixes.add(prefix);
        } else if (target instanceof Target.Pattern pattern) {
            patterns.add(pattern);
        }
        registrations.incrementAndGet();
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
     * Whether an event later than a number reaches one who was stored.
     *
     * @param removing whether events don't count by which it would only expire
     */
    boolean coverEntry(Reach reach, long since, boolean removing) {
        if (since < floor) {
            return true;
        }
        for (Target target : reach.targets) {
            Mark mark = marks.get(target);
            if (mark != null && (mark.grownSince(since) || covers(mark, target, reach, since, removing))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an event later than a number may reach what a load gives. */
    boolean coverLoad(Reach reach, long since) {
        if (since < floor) {
            return true;
        }
        for (Target target : reach.targets) {
            Mark mark = marks.get(target);
            if (mark == null || since < mark.from) {
                if (unknown(target) > since) {
                    return true;
                }
            }
            if (mark != null && covers(mark, target, reach, since, false)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(Mark mark, Target target, Reach reach, long since, boolean removing) {
        return mark.covers(since, removing)
                || (target instanceof Target.Tag tag && mark.covers(reach.tags, tag.scope(), since, removing));
    }

    /** The last event that may have covered a target before it was remembered. */
    private long unknown(Target target) {
        if (target instanceof Target.Tag) {
            return 0;
        }
        return target instanceof Target.Pattern ? lastOnTags : lastOnKeys;
    }

    /** Whether an event later than a number named a key itself; for where {@link #rememberKeys} was said. */
    boolean coverKey(Object storeKey, long since) {
        if (since < floor || (since < everyKeyFrom && since < lastUnknownKey)) {
            return true;
        }
        Mark mark = marks.get(new Target.Key(storeKey));
        return mark != null && mark.covers(since, false);
    }

    // ---------------------------------------------------------------- forgetting

    int walk() {
        return walk.get();
    }

    /** A walk over all entries begins, which meets what they depend on. */
    void walkBegins() {
        walk.incrementAndGet();
    }

    /** Forgets events that everybody has seen. */
    void forget(long seen) {
        marks.values().removeIf(mark -> !mark.registered && mark.last() <= seen);
    }

    /** Forgets what nothing depends on any more: what the last walk hasn't met, and leads nowhere else. */
    void forgetUnmet(Predicate<Target> leadsOn) {
        int last = walk.get();
        marks.entrySet()
                .removeIf(entry ->
                        entry.getValue().registered && entry.getValue().met < last && !leadsOn.test(entry.getKey()));
        prefixes.removeIf(prefix -> !marks.containsKey(prefix) && !leadsOn.test(prefix));
        patterns.removeIf(pattern -> !marks.containsKey(pattern) && !leadsOn.test(pattern));
    }

    int size() {
        return marks.size();
    }
}
