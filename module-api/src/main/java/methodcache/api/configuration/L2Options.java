package methodcache.api.configuration;

import java.time.Duration;
import methodcache.api.PayloadCipher;

/** The second layer, shared by the nodes of a cluster. Mutable, for one thread, until {@code build()}; the last word on each holds. */
public interface L2Options {

    /**
     * Limits each operation on the cluster: a call waits no longer for a look-up in it, and an invalidation no longer for its
     * publication. Default: 1 second. A layer that fails is not asked for a while.
     *
     * @param limit positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L2Options timeout(Duration limit);

    /**
     * How long the cluster keeps a value whose policy says no duration, and the longest that it keeps any. Default: 1 day.
     *
     * @param life positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L2Options maximumLife(Duration life);

    /**
     * A value of more bytes stays in the first layer. Default: 1 048 576. Counted in {@code CacheStats.l2Unwritten()}, and logged once for
     * a type.
     *
     * @param bytes positive, with all that is stored along with it
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L2Options maximumValueSize(int bytes);

    /**
     * Compresses values of as many bytes or more with DEFLATE (RFC 1951), where that makes them smaller. Default: none is. Nodes with
     * different settings read each other's values.
     *
     * @param bytes zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    L2Options compressAbove(int bytes);

    /**
     * Encrypts values, after compressing them. Default: they are stored as they are. Values that can't be decrypted are misses.
     *
     * @param cipher encrypts and decrypts; the same on all nodes
     * @return this
     */
    L2Options cipher(PayloadCipher cipher);

    /**
     * Chooses the codec by name. Default: the property {@code methodcache.codec}, else the preferred one of those on the path. Without any,
     * only strings, boxes, {@code byte[]}, the numbers of {@code java.math}, {@code UUID} and {@code java.time} get to the second layer.
     *
     * @param name its name, such as {@code json} or {@code cbor}
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    L2Options codec(String name);

    /**
     * Writes values in the background: a call that has loaded doesn't wait until its value is in the cluster. Writes of one key stay in
     * order; at most {@code queued} wait, and what comes on top isn't written and is counted in {@code CacheStats.l2Unwritten()}. Default:
     * a call waits for its write, up to the {@link #timeout}.
     *
     * @param queued positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L2Options writeInBackground(int queued);

    /**
     * Sets an option of the provider by name; which there are is the provider's to say.
     *
     * @param option its name
     * @param value its value
     * @return this
     */
    L2Options set(String option, String value);
}
