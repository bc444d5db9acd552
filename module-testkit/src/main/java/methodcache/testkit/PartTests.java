package methodcache.testkit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.ClusterSettings;

/**
 * What a suite says of the kind of part it is for - store, log or locks - so that what holds for all is tested by the same tests.
 *
 * @param <T> the part
 */
interface PartTests<T extends AutoCloseable> extends ClusterTests {

    /** One of the three kinds of provider, which have no type in common. */
    Object provider();

    String nameOfProvider();

    T create(ClusterSettings settings);

    /** That of a cache that nobody used. */
    default T open() {
        return open(ClusterTests.anyCache());
    }

    default T open(String cacheName) {
        return create(settings(cacheName));
    }

    /** Uses one that nobody else does, in all ways, and sees that it works. */
    void use(T part);

    /** Begins an operation of each kind, whatever becomes of them. */
    List<CompletionStage<?>> begin(T part);

    /** Each call that takes something, with nothing. */
    List<Runnable> withNull(T part);
}
