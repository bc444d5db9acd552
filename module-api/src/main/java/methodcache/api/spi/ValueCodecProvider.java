package methodcache.api.spi;

/**
 * Offers a {@link ValueCodec}. Found by {@link java.util.ServiceLoader}; has a public constructor without parameters that does no work.
 * Thread-safe.
 */
public interface ValueCodecProvider {

    /**
     * The name that users choose it by: {@code l2(l2 -> l2.codec("json"))} or the property {@code methodcache.codec}. It is part of keys.
     *
     * @return lower-case letters and digits, unique among the codecs on one path
     */
    String name();

    /**
     * Of several on the path, the one to take where the user names none: the one with the greatest.
     *
     * @return a number; two that are equal are a conflict for the user to settle
     */
    default int preference() {
        return 0;
    }

    /**
     * Makes the codec. Called once per cache, from {@code build()}.
     *
     * @return the codec
     */
    ValueCodec create();
}
