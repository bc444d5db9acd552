package methodcache.api;

import java.util.concurrent.CompletionStage;

/**
 * Caching calls by what they are: a lambda, or a method reference with its arguments. The part of a {@link MethodCache} for
 * classes that write their calls this way and need no more of it. Thread-safe.
 */
public interface CallOperations {

    /**
     * Caches a call written as a lambda. Its key is the call site and what the lambda captured: values count by value, declared
     * services by their type; anything else is refused, with the remedies in the message.
     *
     * @param source the call: {@code () -> users.find(id)}
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <T> CacheCall<T> cache(CacheSource<? extends T> source);

    /**
     * Caches a call that answers later, written as a lambda; otherwise as {@link #cache}.
     *
     * @param source the call: {@code () -> users.findAsync(id)}
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <T> CacheCall<T> cacheAsync(AsyncCacheSource<? extends T> source);

    /**
     * Caches a call by method reference with one argument: {@code call(users::find, id)}. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param <A1> the type of argument 1
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, T> CacheCall<T> call(Call1<? super A1, ? extends T> method, A1 a1);

    /**
     * Caches a call by reference to a method that returns a future, with one argument; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param <A1> the type of argument 1
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, T> CacheCall<T> callAsync(Call1<? super A1, ? extends CompletionStage<? extends T>> method, A1 a1);

    /**
     * Caches a call by method reference with two arguments: {@code call(UserService::find, users, id)}. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, T> CacheCall<T> call(Call2<? super A1, ? super A2, ? extends T> method, A1 a1, A2 a2);

    /**
     * Caches a call by reference to a method that returns a future, with two arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, T> CacheCall<T> callAsync(
            Call2<? super A1, ? super A2, ? extends CompletionStage<? extends T>> method, A1 a1, A2 a2);

    /**
     * Caches a call by method reference with three arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, T> CacheCall<T> call(
            Call3<? super A1, ? super A2, ? super A3, ? extends T> method, A1 a1, A2 a2, A3 a3);

    /**
     * Caches a call by reference to a method that returns a future, with three arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, T> CacheCall<T> callAsync(
            Call3<? super A1, ? super A2, ? super A3, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3);

    /**
     * Caches a call by method reference with four arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, T> CacheCall<T> call(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends T> method, A1 a1, A2 a2, A3 a3, A4 a4);

    /**
     * Caches a call by reference to a method that returns a future, with four arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, T> CacheCall<T> callAsync(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4);

    /**
     * Caches a call by method reference with five arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, T> CacheCall<T> call(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5);

    /**
     * Caches a call by reference to a method that returns a future, with five arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, T> CacheCall<T> callAsync(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5);

    /**
     * Caches a call by method reference with six arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param a6 argument 6
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <A6> the type of argument 6
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, A6, T> CacheCall<T> call(
            Call6<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? super A6, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6);

    /**
     * Caches a call by reference to a method that returns a future, with six arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param a6 argument 6
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <A6> the type of argument 6
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, A6, T> CacheCall<T> callAsync(
            Call6<
                            ? super A1,
                            ? super A2,
                            ? super A3,
                            ? super A4,
                            ? super A5,
                            ? super A6,
                            ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6);
}
