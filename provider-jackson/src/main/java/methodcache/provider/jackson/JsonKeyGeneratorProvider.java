package methodcache.provider.jackson;

import methodcache.api.KeyGenerator;
import methodcache.api.spi.KeyGeneratorProvider;

/** Offers {@link JsonKeyGenerator} as {@code json}. */
public final class JsonKeyGeneratorProvider implements KeyGeneratorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public JsonKeyGeneratorProvider() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public KeyGenerator create() {
        return new JsonKeyGenerator();
    }
}
