package methodcache.core.engine;

/**
 * What a cache's part in a cluster came to, for {@link methodcache.api.CacheStats}.
 *
 * @param failures operations that failed
 * @param unwritten values that stayed in the first layer
 * @param withoutLock loads that ran without their lock
 * @param unpublished events that wait to be published
 * @param missed times that events may have been missed
 * @param earlyFloors times that a bound was met
 * @param queued values that wait to be written
 */
record RemoteCounters(
        long failures, long unwritten, long withoutLock, long unpublished, long missed, long earlyFloors, long queued) {

    static final RemoteCounters NONE = new RemoteCounters(0, 0, 0, 0, 0, 0, 0);
}
