package methodcache.api.internal;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import methodcache.api.CacheConfigurationException;
import methodcache.api.spi.CoreProvider;
import org.jspecify.annotations.Nullable;

/** Finds the engine once. Thread-safe: the holder idiom, and a failed search is tried again at the next call. */
public final class Core {

    private static volatile @Nullable CoreProvider found;

    private Core() {}

    /**
     * The engine on the path.
     *
     * @return the engine
     * @throws CacheConfigurationException if there is none, or it can't be started
     */
    public static CoreProvider provider() {
        CoreProvider provider = found;
        if (provider == null) {
            provider = search();
            found = provider;
        }
        return provider;
    }

    private static CoreProvider search() {
        try {
            return ServiceLoader.load(CoreProvider.class, Core.class.getClassLoader())
                    .findFirst()
                    .or(() -> ServiceLoader.load(CoreProvider.class).findFirst())
                    .orElseThrow(() -> new CacheConfigurationException(
                            List.of("the engine is not on the path: add io.methodcache:methodcache-core"
                                    + " (module methodcache.core)")));
        } catch (ServiceConfigurationError error) {
            throw new CacheConfigurationException(
                    List.of("the engine on the path can't be started: " + error.getMessage()), error);
        }
    }
}
