package methodcache.core.key;

/**
 * How the values of one class are written. Holds nothing of a cache, since it lives as long as the class.
 * Thread-safe.
 */
@FunctionalInterface
interface Kind {

    /**
     * Writes a value.
     *
     * @throws Refusal if it has no identity
     */
    void write(Object value, KeyText text);

    /** Whether objects of this kind are values, so that they count by value also as the receiver of a method. */
    default boolean isValue() {
        return true;
    }

    /** Whether objects of this kind are services: no generator of keys sees them. */
    default boolean isService() {
        return false;
    }

    /** A class whose objects have no identity, and why. */
    record Refused(String reason) implements Kind {

        @Override
        public void write(Object value, KeyText text) {
            throw new Refusal(reason);
        }

        @Override
        public boolean isValue() {
            return false;
        }
    }

    /** A class that is known by its own equals only; as a receiver it counts by instance, unless it is a record. */
    record Opaque(Class<?> type) implements Kind {

        @Override
        @SuppressWarnings(
                "ReturnValueIgnored") // one that fails is to fail here, where it is known whose argument it is
        public void write(Object value, KeyText text) {
            text.part(value, ClassName.of(type).text());
        }

        @Override
        public boolean isValue() {
            return type.isRecord();
        }
    }
}
