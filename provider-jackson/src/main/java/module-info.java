import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.api.spi.ValueCodecProvider;
import methodcache.provider.jackson.CborValueCodecProvider;
import methodcache.provider.jackson.JsonKeyGeneratorProvider;
import methodcache.provider.jackson.JsonValueCodecProvider;
import methodcache.provider.jackson.MessagePackKeyGeneratorProvider;

/** Keys of arguments that only Jackson can read, as JSON or MessagePack; values for a second layer, as JSON or CBOR. */
module methodcache.provider.jackson {
    requires methodcache.api;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.cbor;
    requires msgpack.core;
    requires static org.jspecify;

    provides KeyGeneratorProvider with
            JsonKeyGeneratorProvider,
            MessagePackKeyGeneratorProvider;
    provides ValueCodecProvider with
            CborValueCodecProvider,
            JsonValueCodecProvider;
}
