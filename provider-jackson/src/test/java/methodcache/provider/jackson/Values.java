package methodcache.provider.jackson;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users' methods return. */
@SuppressWarnings({"unused", "ArrayRecordComponent"}) // Jackson reads the fields, and users have arrays
final class Values {

    private Values() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    enum Renamed {
        @JsonProperty("one")
        ONE,
        TWO;

        @Override
        public String toString() {
            return "same";
        }
    }

    record User(long id, @Nullable String name, Color color) {}

    record Page<T>(List<T> items, @Nullable T first, Map<String, List<T>> more) {}

    record Everything(
            boolean flag,
            byte tiny,
            short small,
            int whole,
            long large,
            float part,
            double real,
            char sign,
            @Nullable Integer box,
            @Nullable BigDecimal price,
            @Nullable Instant at,
            Optional<String> maybe,
            OptionalInt count,
            @Nullable Set<Color> colors,
            byte[] bytes,
            int[][] table) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Everything that
                    && Arrays.equals(bytes, that.bytes)
                    && Arrays.deepEquals(table, that.table)
                    && large == that.large
                    && Double.compare(real, that.real) == 0
                    && Float.compare(part, that.part) == 0
                    && sign == that.sign
                    && Objects.equals(
                            List.of(maybe, count, flag, tiny, small, whole),
                            List.of(that.maybe, that.count, that.flag, that.tiny, that.small, that.whole))
                    && Objects.equals(
                            Arrays.asList(box, price, at, colors),
                            Arrays.asList(that.box, that.price, that.at, that.colors));
        }

        @Override
        public int hashCode() {
            return whole;
        }
    }

    /** Its equals doesn't look into its array. */
    record Blob(String name, byte[] content) {}

    record Range(int from, int to) {

        Range {
            if (from > to) {
                throw new IllegalArgumentException("from must not be after to");
            }
        }

        /** Computed, so not written. */
        public int getLength() {
            return to - from;
        }
    }

    record Chain(int at, @Nullable Chain next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(@Nullable String name, @Nullable List<String> tags) {}

    record Id(@JsonValue long value) {}

    record Nothing() {}

    sealed interface Pet permits Cat, Dog, None, Size {}

    record Cat(String name) implements Pet {}

    record Dog(String name, @Nullable Pet friend) implements Pet {}

    record None() implements Pet {}

    enum Size implements Pet {
        BIG,
        SMALL
    }

    record Owner(Pet pet, List<Pet> pets, Map<String, Pet> named, Optional<Pet> maybe, Pet[] array) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Owner that
                    && pet.equals(that.pet)
                    && pets.equals(that.pets)
                    && named.equals(that.named)
                    && maybe.equals(that.maybe)
                    && Arrays.equals(array, that.array);
        }

        @Override
        public int hashCode() {
            return pet.hashCode();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "circle"), @JsonSubTypes.Type(Square.class)})
    interface Form {}

    record Circle(double radius) implements Form {}

    record Square(double side) implements Form {}

    record Unnamed(double side) implements Form {}

    /** With a constructor without parameters, and setters. */
    static class Bean {

        private String name = "";
        private List<User> users = new ArrayList<>();
        protected int count;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public List<User> getUsers() {
            return users;
        }

        public void setUsers(List<User> users) {
            this.users = users;
        }

        public int getCount() {
            return count;
        }

        static Bean of(String name, User... users) {
            Bean bean = new Bean();
            bean.name = name;
            bean.users = List.of(users);
            bean.count = users.length;
            return bean;
        }
    }

    static final class SubBean extends Bean {

        public int more;
    }

    /** Unchangeable, with a creator and equals. */
    static final class Money {

        private final BigDecimal amount;
        private final String currency;

        @JsonCreator
        Money(@JsonProperty("amount") BigDecimal amount, @JsonProperty("currency") String currency) {
            this.amount = amount;
            this.currency = currency;
        }

        public BigDecimal getAmount() {
            return amount;
        }

        public String getCurrency() {
            return currency;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Money that && amount.equals(that.amount) && currency.equals(that.currency);
        }

        @Override
        public int hashCode() {
            return amount.hashCode();
        }
    }

    /** What isn't meant to be written. */
    static final class Hiding {

        public String name = "";
        private transient int hash = 7;

        @JsonIgnore
        private String password = "secret";
    }

    /** A part of it stays here. */
    record Login(String user, @JsonIgnore @Nullable String password) {}
}
