package methodcache.provider.jackson;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

/** Records, beans, and what stands for one of several. */
final class ObjectShape {

    private ObjectShape() {}

    /**
     * A property.
     *
     * @param reader reads it as Jackson does when it writes
     */
    record Part(BeanPropertyWriter reader, Shape shape) {

        boolean checked() {
            return shape.checked() || !shape.nullable();
        }

        @Nullable
        Object of(Object owner) {
            try {
                return reader.get(owner);
            } catch (Exception failure) {
                throw new Unrestorable("its accessor failed: " + failure, failure);
            }
        }
    }

    /** A record or bean. */
    static final class OfProperties implements Shape {

        private final Class<?> type;
        private final boolean ownEquals;
        private final boolean hides;
        private List<Part> parts = List.of();
        private boolean checked = true; // until it is known: it may contain itself
        private boolean equatable;

        /**
         * Makes one whose properties are still looked for.
         *
         * @param ownEquals whether it has its own {@code equals}
         * @param hides whether it has fields that aren't meant to be written
         */
        OfProperties(Class<?> type, boolean ownEquals, boolean hides) {
            this.type = type;
            this.ownEquals = ownEquals;
            this.hides = hides;
            this.equatable = ownEquals;
        }

        /** Only a record of values that aren't checked needs no look; what contains itself does. */
        void close(List<Part> found) {
            parts = found;
            checked = !type.isRecord() || found.stream().anyMatch(Part::checked);
            equatable = ownEquals && (!type.isRecord() || found.stream().allMatch(part -> part.shape.equatable()));
        }

        @Override
        public boolean checked() {
            return checked;
        }

        @Override
        public boolean equatable() {
            return equatable;
        }

        @Override
        public void check(Object value, int depth) {
            exact(type, value);
            for (Part part : parts) {
                if (part.checked()) {
                    try {
                        Shape.checkPart(part.shape, part.of(value), depth + 1);
                    } catch (Unrestorable refused) {
                        throw refused.within("property " + part.reader.getName() + " of " + type.getName());
                    }
                }
            }
        }

        @Override
        public boolean same(Object written, Object read) {
            if (written.getClass() != read.getClass()) {
                return false;
            }
            if (ownEquals && written.equals(read)) {
                return true;
            }
            if (ownEquals && !hides && (!type.isRecord() || equatable)) {
                return false;
            }
            return parts.stream().allMatch(part -> Shape.sameParts(part.shape, part.of(written), part.of(read)));
        }
    }

    /** A class that is written and read in a way of its own. */
    record OfOwnForm(Class<?> type) implements Shape {

        @Override
        public boolean checked() {
            return true;
        }

        @Override
        public boolean equatable() {
            return true;
        }

        @Override
        public void check(Object value, int depth) {
            exact(type, value);
        }

        @Override
        public boolean same(Object written, Object read) {
            return written.equals(read);
        }
    }

    /** What the user writes and reads by means of his own; only {@code equals} can tell whether it comes back. */
    record OfAnyForm() implements Shape {

        @Override
        public boolean checked() {
            return false;
        }

        @Override
        public boolean equatable() {
            return true;
        }

        @Override
        public void check(Object value, int depth) {
            // Nothing is known of it.
        }

        @Override
        public boolean same(Object written, Object read) {
            return written.equals(read);
        }
    }

    /** One of several types, which its name in the bytes tells. */
    static final class OfChoice implements Shape {

        private final Class<?> type;
        private Map<Class<?>, Shape> choices = Map.of();
        private boolean equatable = true;

        OfChoice(Class<?> type) {
            this.type = type;
        }

        void close(Map<Class<?>, Shape> found) {
            choices = found;
            equatable = found.values().stream().allMatch(Shape::equatable);
        }

        @Override
        public boolean checked() {
            return true;
        }

        @Override
        public boolean equatable() {
            return equatable;
        }

        @Override
        public void check(Object value, int depth) {
            Class<?> actual = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
            Shape choice = choices.get(actual);
            if (choice == null) {
                throw new Unrestorable(actual.getName() + " is none of the subtypes of " + type.getName()
                        + " that are known to be read back; name it in @JsonSubTypes, " + Unrestorable.REMEDY);
            }
            Shape.checkPart(choice, value, depth);
        }

        @Override
        public boolean same(Object written, Object read) {
            Class<?> actual = written instanceof Enum<?> constant ? constant.getDeclaringClass() : written.getClass();
            Shape choice = choices.get(actual);
            return choice != null && choice.same(written, read);
        }
    }

    private static void exact(Class<?> type, Object value) {
        if (value.getClass() != type) {
            throw new Unrestorable(value.getClass().getName() + " would come back as " + type.getName()
                    + ", which it extends; declare the very class, make it sealed, " + Unrestorable.REMEDY);
        }
    }
}
