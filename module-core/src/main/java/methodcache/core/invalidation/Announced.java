package methodcache.core.invalidation;

/** Hears of each target that an event reaches, what goes with others included, before anything is done to it. */
public interface Announced {

    /** Hears nothing. */
    Announced NOBODY = (target, removes) -> {};

    /**
     * A target is about to be raised. Called under the lock under which events are applied; must not apply one.
     *
     * @param target what is reached
     * @param removes whether what it covers goes, or else expires
     */
    void raising(Target target, boolean removes);

    /**
     * The same target is reached only by what this node was told of others: of what goes with them, or depends on them.
     *
     * @param target what is reached
     * @param removes whether what it covers goes, or else expires
     */
    default void followed(Target target, boolean removes) {}
}
