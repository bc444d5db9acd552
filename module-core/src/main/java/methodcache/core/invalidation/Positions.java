package methodcache.core.invalidation;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's clock in one epoch of its log: which position last touched what. It judges values of the second layer, and nothing else:
 * a value is covered if an event touches it whose position is greater than the last one that its node had applied when its load began.
 * So whatever is written there late, twice or out of order, nobody takes a value that an event has overtaken.
 *
 * <p>Bounded, and covers too much rather than too little where it is full: see {@link Latest}, {@link Recent}, {@link BroadEvents}.
 *
 * <p>Concurrency: written by one at a time, under its monitor; read by anybody. What a position touches is raised before anybody is told
 * that the position was applied.
 */
public final class Positions {

    private final Latest keys = new Latest();
    private final Latest tags = new Latest();
    private final BroadEvents prefixes;
    private final BroadEvents patterns;
    private final Recent recent = new Recent();
    private volatile long floor;

    /**
     * Starts where nothing is known.
     *
     * @param floor what is older is covered
     * @param earlyFloors counts when bounds are met
     */
    public Positions(long floor, LongAdder earlyFloors) {
        this.floor = floor;
        prefixes = new BroadEvents(earlyFloors);
        patterns = new BroadEvents(earlyFloors);
    }

    /** Events up to a position may have been missed: whatever is older is covered. */
    public synchronized void raiseFloor(long position) {
        if (position > floor) {
            floor = position;
        }
    }

    /**
     * An event touches a target.
     *
     * @param target of those that {@link Wire#shared} gives
     * @param position where the event is
     */
    public synchronized void raise(Target target, long position) {
        recent.add(target, position);
        if (target instanceof Target.Key key) {
            keys.raise(key.storeKey(), position);
        } else if (target instanceof Target.Tag) {
            tags.raise(target, position);
        } else if (target instanceof Target.Prefix prefix) {
            prefixes.raise(
                    StoreKeys.scopesOf(prefix.scope(), prefix.text()),
                    Math.max(position, prefixes.last()),
                    prefix,
                    true);
        } else if (target instanceof Target.Dependents dependents) {
            tags.raise(dependents.on(), position);
        } else if (target instanceof Target.Pattern || target instanceof Target.AllTags) {
            patterns.raise(List.of(target.scope()), Math.max(position, patterns.last()), target, true);
        } else {
            raiseFloor(position);
        }
    }

    /**
     * Whether an event that is known touches a value, later than a position.
     *
     * @param key its store key
     * @param reach by what else it is reached
     * @param asOf the last position that its node had applied when its load began
     * @return false if it may be served, as far as is known
     */
    public boolean cover(Object key, @Nullable Reach reach, long asOf) {
        if (asOf < floor || coverKey(key, asOf)) {
            return true;
        }
        return reach != null && coverLinked(key, reach, asOf);
    }

    /**
     * Whether one of some targets touches a value.
     *
     * @param targets of an event
     * @param key the value's store key
     * @param reach by what else it is reached
     * @return false if it is as good as before
     */
    public static boolean touch(Collection<Target> targets, Object key, @Nullable Reach reach) {
        for (Target target : targets) {
            if (Touch.touches(target, key, reach)) {
                return true;
            }
        }
        return false;
    }

    private boolean coverKey(Object key, long asOf) {
        return keys.of(key) > asOf
                || prefixes.cover(
                        StoreKeys.scopeOf(key),
                        asOf,
                        false,
                        event -> event instanceof Target.Prefix prefix && Touch.isOf(prefix, key));
    }

    private boolean coverLinked(Object key, Reach reach, long asOf) {
        boolean wide = false;
        for (Target target : reach.targets) {
            if (target instanceof Target.Tag ? tags.of(target) > asOf : isCoveredKey(target, asOf)) {
                return true;
            }
            if (target instanceof Target.Prefix || target instanceof Target.Pattern) {
                wide = true;
                if (tags.of(target) > asOf) {
                    return true;
                }
            }
        }
        for (Reach.Tags of : reach.tags) {
            if (patterns.cover(of.scope(), asOf, false, event -> Touch.touches(event, key, reach))) {
                return true;
            }
        }
        return wide && recent.touch(key, reach, asOf);
    }

    private boolean isCoveredKey(Target target, long asOf) {
        return target instanceof Target.Key parent && coverKey(parent.storeKey(), asOf);
    }
}
