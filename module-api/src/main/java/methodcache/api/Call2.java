package methodcache.api;

import java.io.Serializable;

/**
 * A call with two arguments, as a method reference: the receiver of an unbound one is its first. Serializable so that the cache
 * can read which method it is; nothing is ever serialized.
 *
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Call2<A1, A2, T> extends Serializable {

    /**
     * Makes the call.
     *
     * @param a1 argument 1
     * @param a2 argument 2
     * @return its result
     * @throws Exception anything; as with {@link CacheSource#get}
     */
    T call(A1 a1, A2 a2) throws Exception;
}
