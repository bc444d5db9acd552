package methodcache.core.invalidation;

/** Hears what values of this node begin to depend on, and what is said of keys. Must not apply an event, and never blocks. */
public interface LinkNews {

    /** Hears nothing. */
    LinkNews NOBODY = new LinkNews() {
        @Override
        public void dependsOn(Target target) {}

        @Override
        public void said(Node node) {}
    };

    /**
     * Something here begins to depend on a target. Called under the lock under which events are applied.
     *
     * @param target a key, a prefix or a pattern
     */
    void dependsOn(Target target);

    /**
     * A linked value is about to be stored here.
     *
     * @param node what was said of its key
     */
    void said(Node node);
}
