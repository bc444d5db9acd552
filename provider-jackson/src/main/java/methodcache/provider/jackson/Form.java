package methodcache.provider.jackson;

/** A format that canonical values are written in. Different calls leave different texts. For one thread. */
interface Form {

    void nothing();

    void flag(boolean flag);

    void text(String text);

    /** A long, or any whole number below a mark or in a field that says its type. */
    void whole(long number);

    void integer(int number);

    void real(double number);

    void real(float number);

    void bytes(byte[] bytes);

    /** Begins a list; {@link #endList} ends it. */
    void list(int size);

    void endList();

    /** Begins a map; {@link #name} comes before each of its values, {@link #endMap} ends it. */
    void map(int size);

    void name(String name);

    void endMap();

    /** Begins a value of a type that the format doesn't have; {@link #endMap} ends it. */
    default void mark(String type) {
        map(1);
        name('@' + type);
    }

    /** An empty one of this format, for what has to be put in order first. */
    Form scratch();

    /** What was written since the last time, to be compared and {@link #put} in its place. */
    String take();

    /** Writes a value that was taken. */
    void put(String taken);
}
