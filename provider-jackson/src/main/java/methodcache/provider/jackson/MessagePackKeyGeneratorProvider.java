package methodcache.provider.jackson;

import methodcache.api.KeyGenerator;
import methodcache.api.spi.KeyGeneratorProvider;

/** Offers {@link MessagePackKeyGenerator} as {@code msgpack}. */
public final class MessagePackKeyGeneratorProvider implements KeyGeneratorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MessagePackKeyGeneratorProvider() {}

    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public KeyGenerator create() {
        return new MessagePackKeyGenerator();
    }
}
