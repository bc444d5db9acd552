package methodcache.api;

/**
 * Encrypts what goes to the second layer; given with {@code l2(l2 -> l2.cipher(…))}. Thread-safe. Keys of the second layer, tags and what a
 * value depends on stay readable.
 */
public interface PayloadCipher {

    /**
     * Encrypts a value's bytes. Where it throws, the value isn't written.
     *
     * @param plain the bytes
     * @param key the key that they are stored under, to be authenticated with them: so nobody can pass one value off as another
     * @return what is stored
     * @throws Exception if it can't
     */
    byte[] encrypt(byte[] plain, String key) throws Exception;

    /**
     * Decrypts them. Where it throws, the call finds nothing in the second layer.
     *
     * @param stored what {@link #encrypt} made
     * @param key the key that they are stored under
     * @return the bytes
     * @throws Exception if they aren't what was encrypted under this key
     */
    byte[] decrypt(byte[] stored, String key) throws Exception;
}
