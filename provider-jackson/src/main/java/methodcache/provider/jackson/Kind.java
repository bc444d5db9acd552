package methodcache.provider.jackson;

/** How the values of one class are written. Holds nothing of a cache, since it lives as long as the class. Thread-safe. */
@FunctionalInterface
interface Kind {

    /**
     * Writes a value.
     *
     * @throws Refusal if it has no identity
     */
    void write(Object value, Walk walk);

    /** A class whose objects have no identity, and why. */
    record Refused(String reason) implements Kind {

        @Override
        public void write(Object value, Walk walk) {
            throw new Refusal(reason);
        }
    }
}
