package methodcache.core.invalidation;

/**
 * By which events an entry is reached, besides those on its own key: its tags and what it depends on, with the tags and parents of
 * its ancestors. Immutable, so that hits read it without a lock.
 */
public final class Reach {

    /** The tags of the entry or of an ancestor. */
    record Tags(String scope, java.util.Set<String> texts) {}

    final Node own;
    final Target[] targets;
    final Tags[] tags;
    final Object[] ancestors;

    Reach(Node own, Target[] targets, Tags[] tags, Object[] ancestors) {
        this.own = own;
        this.targets = targets;
        this.tags = tags;
        this.ancestors = ancestors;
    }

    /**
     * What was said of the entry itself.
     *
     * @return its node
     */
    public Node own() {
        return own;
    }
}
