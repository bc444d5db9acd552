package methodcache.provider.jackson;

import methodcache.api.spi.ValueCodec;
import methodcache.api.spi.ValueCodecProvider;

/** Offers the codec {@code json}: values as text that people can read. */
public final class JsonValueCodecProvider implements ValueCodecProvider {

    /** For {@link java.util.ServiceLoader}. */
    public JsonValueCodecProvider() {}

    @Override
    public String name() {
        return "json";
    }

    /** Less than that of {@code cbor}, whose values are smaller. */
    @Override
    public int preference() {
        return 10;
    }

    @Override
    public ValueCodec create() {
        return new JacksonValueCodec("json", Mappers::json);
    }
}
