package methodcache.provider.jackson;

import methodcache.api.spi.ValueCodec;
import methodcache.api.spi.ValueCodecProvider;

/** Offers the codec {@code cbor}: values as CBOR (RFC 8949). The preferred one of this module. */
public final class CborValueCodecProvider implements ValueCodecProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CborValueCodecProvider() {}

    @Override
    public String name() {
        return "cbor";
    }

    @Override
    public int preference() {
        return 20;
    }

    @Override
    public ValueCodec create() {
        return new JacksonValueCodec("cbor", Mappers::cbor);
    }
}
