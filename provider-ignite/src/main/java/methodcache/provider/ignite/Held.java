package methodcache.provider.ignite;

/**
 * A permit that was taken: its record, and what it says while it is held by this holder, which no other's ever does.
 *
 * @param lock the lock's key, encoded
 * @param slot the record's key
 * @param value the record's value; not changed
 * @param token the fencing token
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record Held(String lock, String slot, byte[] value, long token) {}
