package methodcache.examples.cluster;

/** Questions about the time zones of the world, slow to answer. */
interface ClockChanges {

    /** On which day of these years most time zones change their clocks. */
    BusiestDay busiestDay(int firstYear, int lastYear);
}
