package methodcache.provider.jackson;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can't be made again from bytes. */
@SuppressWarnings({"unused", "NullableOptional"}) // Jackson reads the fields
final class Unfit {

    private Unfit() {}

    record Anything(Object value) {}

    record Deep(List<Anything> parts) {}

    record Lazy(Stream<String> lines) {}

    record Matcher(Pattern pattern) {}

    interface Shape {}

    abstract static class Animal {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    record OfClass(String name) implements ByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    interface ByMinimalClass {}

    record WithByClass(List<ByClass> parts) {}

    record OnProperty(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Shape shape) {}

    record NamedOnProperty(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Values.Circle.class))
            Values.Form form) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface WithoutSubtypes {}

    static class WithoutConstructor {

        private final int size;

        private WithoutConstructor(int size, int unused) {
            this.size = size;
        }

        static WithoutConstructor of(int size) {
            return new WithoutConstructor(size, 0);
        }

        public int getSize() {
            return size;
        }
    }

    static class WithoutGetter {

        public String name = "";
        private int hidden;
    }

    static class WithoutSetter {

        private final List<String> tags = new ArrayList<>();

        public List<String> getTags() {
            return tags;
        }
    }

    static class UnwrittenParameter {

        private final String kept;

        @JsonCreator
        UnwrittenParameter(@JsonProperty("name") String name) {
            this.kept = name;
        }
    }

    @SuppressWarnings("ClassCanBeStatic")
    class Inner {
        public int size;
    }

    static class Tags extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private String tenant = "";
    }

    enum Alike {
        @JsonProperty("one")
        ONE,
        @JsonProperty("one")
        TWO
    }

    record Maybe(@Nullable Optional<String> name) {}

    /** Comes back shorter. */
    record Trimmed(String text) {

        @Override
        public String text() {
            return text.trim();
        }
    }

    /** Knows more than it shows. */
    static class Counted {

        public String name = "";
        private int count;

        static Counted of(int count) {
            Counted counted = new Counted();
            counted.count = count;
            return counted;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Counted that && name.equals(that.name) && count == that.count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    static class Node {
        public @Nullable Node next;
    }
}
