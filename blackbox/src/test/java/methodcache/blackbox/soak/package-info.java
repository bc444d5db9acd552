/**
 * Loads that fail, hang and return late, on many threads and in real time, for some minutes: what callers are given is judged by what they
 * were promised, and at the end nothing is left and the counters add up. Runs by a profile of its own, {@code -Psoak}.
 */
package methodcache.blackbox.soak;
