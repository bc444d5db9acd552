package methodcache.core.invalidation;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What holds entries and flights. Called while an event is applied; must not apply another. */
public interface Covered {

    /**
     * An event covers a key: its entry goes, and its flight isn't kept.
     *
     * @param storeKey the key
     * @param number the number of the event
     */
    void cover(Object storeKey, long number);

    /**
     * An event lets a key expire: its entry stays only for when a load fails, and its flight isn't kept.
     *
     * @param storeKey the key
     * @param number the number of the event
     * @param time when it happens
     */
    void expire(Object storeKey, long number, long time);

    /**
     * By what a value is reached that is held.
     *
     * @param storeKey the key
     * @return null where there is none, or it isn't linked
     */
    @Nullable
    Reach held(Object storeKey);

    /**
     * How many entries are held, about.
     *
     * @return a number
     */
    long size();

    /**
     * Tells all linked values that are held.
     *
     * @param to takes them
     */
    void forEachHeld(Consumer<Reach> to);
}
