package methodcache.blackbox.simulation;

/** What a load gave, or a caller put. */
final class Value {

    final int number;
    final String tenant;
    final String key;
    final Said said;

    /** Whether the links were said by the value, not by the call. */
    final boolean saidByValue;

    /** The step in which the last event covered it; 0 for none. */
    int coveredAt;

    /** The step in which the last event removed it, and didn't merely let it expire; 0 for none. */
    int removedAt;

    /** When the first event covered it. */
    long coveredFrom;

    /** Whether an event may have reached it, in a way that a cache need not tell. */
    boolean maybeCovered;

    /** Whether it was seen in the cache. */
    boolean kept;

    Value(int number, String tenant, String key, Said said, boolean saidByValue) {
        this.number = number;
        this.tenant = tenant;
        this.key = key;
        this.said = said;
        this.saidByValue = saidByValue;
    }

    @Override
    public String toString() {
        return "value " + number + " of " + tenant + "/" + key + " " + said + (saidByValue ? " by value" : "");
    }
}
