package methodcache.provider.jackson;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import methodcache.api.spi.ValueCodec;
import tools.jackson.databind.json.JsonMapper;

/** Both codecs, as the providers make them. */
@SuppressWarnings("ImmutableEnumChecker") // a codec only has caches
enum Codecs {
    JSON(new JsonValueCodecProvider().create()),
    CBOR(new CborValueCodecProvider().create());

    static {
        // A user opens the package with the beans in module-info; on the class path everything is open.
        Codecs.class.getModule().addOpens(Codecs.class.getPackageName(), JsonMapper.class.getModule());
    }

    private final ValueCodec codec;

    Codecs(ValueCodec codec) {
        this.codec = codec;
    }

    /** A type with its arguments: {@code new Of<List<String>>() {}}. */
    @SuppressWarnings("unused") // T is read by reflection
    abstract static class Of<T> {

        Type type() {
            return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
        }
    }

    ValueCodec codec() {
        return codec;
    }

    Object there(Type type, Object value) throws Exception {
        return codec.decode(codec.encode(value, type), type);
    }
}
