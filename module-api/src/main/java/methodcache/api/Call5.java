package methodcache.api;

import java.io.Serializable;

/**
 * A call with five arguments, as a method reference: the receiver of an unbound one is its first. Serializable so that the cache
 * can read which method it is; nothing is ever serialized.
 *
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <A3> the type of argument 3
 * @param <A4> the type of argument 4
 * @param <A5> the type of argument 5
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Call5<A1, A2, A3, A4, A5, T> extends Serializable {

    /**
     * Makes the call.
     *
     * @param a1 argument 1
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @return its result
     * @throws Exception anything; as with {@link CacheSource#get}
     */
    T call(A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;
}
