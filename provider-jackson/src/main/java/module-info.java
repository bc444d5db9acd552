import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.provider.jackson.JsonKeyGeneratorProvider;
import methodcache.provider.jackson.MessagePackKeyGeneratorProvider;

/** Keys of arguments that only Jackson can read, as JSON or MessagePack. */
module methodcache.provider.jackson {
    requires methodcache.api;
    requires tools.jackson.databind;
    requires msgpack.core;
    requires static org.jspecify;

    provides KeyGeneratorProvider with
            JsonKeyGeneratorProvider,
            MessagePackKeyGeneratorProvider;
}
