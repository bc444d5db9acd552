package methodcache.provider.jackson;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds others: optional values, arrays, collections and maps. */
final class ContainerShape {

    private ContainerShape() {}

    /** There or not. */
    record OfOptional(Shape content) implements Shape {

        @Override
        public boolean checked() {
            return content.checked();
        }

        @Override
        public boolean equatable() {
            return content.equatable();
        }

        @Override
        public boolean nullable() {
            return false;
        }

        @Override
        public void check(Object value, int depth) {
            Object inner = ((Optional<?>) value).orElse(null);
            if (inner != null) {
                Shape.checkPart(content, inner, depth);
            }
        }

        @Override
        public boolean same(Object written, Object read) {
            return Shape.sameParts(content, inner(written), inner(read));
        }

        private static @Nullable Object inner(Object optional) {
            return ((Optional<?>) optional).orElse(null);
        }
    }

    /** Compared by content, though arrays aren't. */
    record OfArray(Class<?> type, Shape element) implements Shape {

        @Override
        public boolean checked() {
            return !type.getComponentType().isPrimitive();
        }

        @Override
        public boolean equatable() {
            return false;
        }

        @Override
        public void check(Object array, int depth) {
            if (array.getClass() != type) {
                throw new Unrestorable(array.getClass().getTypeName() + " would come back as " + type.getTypeName()
                        + "; make it one, " + Unrestorable.REMEDY);
            }
            if (element.checked() || !element.nullable()) {
                for (Object each : (Object[]) array) {
                    Shape.checkPart(element, each, depth + 1);
                }
            }
        }

        @Override
        public boolean same(Object written, Object read) {
            int length = Array.getLength(written);
            if (length != Array.getLength(read)) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (!Shape.sameParts(element, Array.get(written, i), Array.get(read, i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A list, a set or a queue. */
    record OfCollection(ContainerKind kind, Shape element) implements Shape {

        @Override
        public boolean checked() {
            return true;
        }

        @Override
        public boolean equatable() {
            return kind.equatable() && element.equatable();
        }

        @Override
        public void check(Object value, int depth) {
            kind.check(value);
            if (element.checked() || !element.nullable()) {
                for (Object each : (Collection<?>) value) {
                    Shape.checkPart(element, each, depth + 1);
                }
            }
        }

        @Override
        public boolean same(Object written, Object read) {
            if (written instanceof Set<?>) {
                return written.equals(read) && read.equals(written);
            }
            Iterator<?> others = ((Collection<?>) read).iterator();
            for (Object each : (Collection<?>) written) {
                if (!others.hasNext() || !Shape.sameParts(element, each, others.next())) {
                    return false;
                }
            }
            return !others.hasNext();
        }
    }

    /** A map. Its keys are values without parts. */
    record OfMap(ContainerKind kind, Shape key, Shape value) implements Shape {

        @Override
        public boolean checked() {
            return true;
        }

        @Override
        public boolean equatable() {
            return value.equatable();
        }

        @Override
        public void check(Object map, int depth) {
            kind.check(map);
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                if (entry.getKey() == null) {
                    throw new Unrestorable(
                            "a map has the key null, which no form can hold; use another key, " + Unrestorable.REMEDY);
                }
                if (entry.getKey() instanceof String name && hasHalfCharacter(name)) {
                    throw new Unrestorable(
                            "a map's key has half a surrogate pair, which no form can hold; use another key, "
                                    + Unrestorable.REMEDY);
                }
                Shape.checkPart(key, entry.getKey(), depth + 1);
                Shape.checkPart(value, entry.getValue(), depth + 1);
            }
        }

        private static boolean hasHalfCharacter(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    if (Character.charCount(text.codePointAt(i)) == 1) {
                        return true;
                    }
                    i++;
                }
            }
            return false;
        }

        @Override
        public boolean same(Object written, Object read) {
            Map<?, ?> other = (Map<?, ?>) read;
            if (((Map<?, ?>) written).size() != other.size()) {
                return false;
            }
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) written).entrySet()) {
                if (!other.containsKey(entry.getKey())
                        || !Shape.sameParts(value, entry.getValue(), other.get(entry.getKey()))) {
                    return false;
                }
            }
            return true;
        }
    }
}
