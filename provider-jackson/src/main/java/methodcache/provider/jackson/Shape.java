package methodcache.provider.jackson;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the values of one type: what to look at before one is written, and when two of them are the same. Thread-safe.
 */
interface Shape {

    /** Levels of nesting that are written and read; twice as many may not fit on a thread's stack. */
    int DEEPEST = 200;

    /** Whether {@link #check} could find anything. */
    boolean checked();

    /** Whether {@code equals} of such values says that their content is the same. */
    boolean equatable();

    /** Whether null comes back as null. */
    default boolean nullable() {
        return true;
    }

    /**
     * Looks at a value of the type.
     *
     * @throws Unrestorable if it wouldn't come back equal
     */
    void check(Object value, int depth);

    /** Compares a value with what came back. */
    boolean same(Object written, Object read);

    /** Looks at what stands in a property or among elements. */
    static void checkPart(Shape shape, @Nullable Object part, int depth) {
        if (part != null) {
            if (shape.checked()) {
                if (depth > DEEPEST) {
                    throw new Unrestorable("it is nested more than " + DEEPEST
                            + " deep, or contains itself; write less, " + Unrestorable.REMEDY);
                }
                shape.check(part, depth);
            }
        } else if (!shape.nullable()) {
            throw new Unrestorable(
                    "it is null and would come back as an empty Optional; make it one, " + Unrestorable.REMEDY);
        }
    }

    static boolean sameParts(Shape shape, @Nullable Object written, @Nullable Object read) {
        return (written == null || read == null) ? written == read : shape.same(written, read);
    }
}
