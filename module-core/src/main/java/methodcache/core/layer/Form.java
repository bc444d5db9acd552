package methodcache.core.layer;

import org.jspecify.annotations.Nullable;

/**
 * How the values of a call are stored. What is stored in one form is never looked for in another: the form is part of the key.
 *
 * @param name of the form, as keys begin with it
 * @param encoder makes bytes
 * @param decoder makes values
 * @param refusal why values of this type can't be shared; null where they can
 */
record Form(
        String name,
        Encoder encoder,
        Decoder decoder,
        @Nullable String refusal) {

    /** Makes bytes of a value; null where this value can't be shared, which is no fault. */
    interface Encoder {
        byte @Nullable [] encode(Object value) throws Exception;
    }

    /** Makes a value of bytes. */
    interface Decoder {
        Object decode(byte[] payload) throws Exception;
    }

    /** Of values that need no type. */
    static final Form PLAIN = new Form("~", PlainValues::encode, PlainValues::decode, null);

    static Form refused(String why) {
        return new Form(
                "",
                value -> null,
                payload -> {
                    throw new IllegalStateException(why);
                },
                why);
    }
}
