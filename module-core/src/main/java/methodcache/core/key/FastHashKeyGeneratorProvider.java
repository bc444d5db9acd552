package methodcache.core.key;

import methodcache.api.KeyGenerator;
import methodcache.api.spi.KeyGeneratorProvider;

/** Offers {@link FastHashKeyGenerator} as {@code fast}. */
public final class FastHashKeyGeneratorProvider implements KeyGeneratorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public FastHashKeyGeneratorProvider() {}

    @Override
    public String name() {
        return "fast";
    }

    @Override
    public KeyGenerator create() {
        return new FastHashKeyGenerator();
    }
}
