package methodcache.testkit;

/**
 * What a suite of a cluster's part does to the server to see how a provider bears it. Called by one thread at a time, each beginning
 * followed by an end, and only by tests of outages, which run one at a time with the others of their class.
 */
public interface ServerOutage {

    /** Lets the server be away: operations can't reach it when this returns. */
    void begin();

    /** Brings it back, with or without what it held. Does nothing where it is there. */
    void end();
}
