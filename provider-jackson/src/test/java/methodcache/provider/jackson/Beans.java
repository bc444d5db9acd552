package methodcache.provider.jackson;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What users pass to their methods. */
@SuppressWarnings("unused") // Jackson reads the fields
final class Beans {

    private Beans() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    /** Changeable, and without equals. */
    static class Filter {

        private String text;
        private int page;

        Filter(String text, int page) {
            this.text = text;
            this.page = page;
        }

        public String getText() {
            return text;
        }

        public int getPage() {
            return page;
        }

        public void setPage(int page) {
            this.page = page;
        }

        /** Not a field, so no part of a key. */
        public String getShown() {
            throw new IllegalStateException("must not be asked");
        }
    }

    /** The same fields, but another class. */
    static class SameFilter extends Filter {
        SameFilter(String text, int page) {
            super(text, page);
        }
    }

    /** Two fields of one name, of which Jackson sees this one. */
    static class Shadowing extends Filter {

        private final String text = "grace";

        Shadowing() {
            super("ada", 1);
        }
    }

    static class TenantFilter extends Filter {

        @JsonProperty("tenant")
        private final String of;

        TenantFilter(String text, int page, String tenant) {
            super(text, page);
            this.of = tenant;
        }
    }

    static class Open {
        public Object value;

        Open(Object value) {
            this.value = value;
        }
    }

    record Pair(Object left, Object right) {}

    record Other(Object left, Object right) {}

    record Numbers(int count, long id, double ratio, float part, char sign, boolean on, byte small, short brief) {}

    /** Shows another text than it is. */
    static class Masked {

        private final String password;

        Masked(String password) {
            this.password = password;
        }

        public String getPassword() {
            return "***";
        }
    }

    record Unshown(String user, @JsonIgnore String password) {}

    @JsonIgnoreProperties("password")
    record UnshownByClass(String user, String password) {}

    @JsonIncludeProperties("user")
    record UnshownByOthers(String user, String password) {}

    static class WithoutGetter {

        public String user = "ada";

        private final String tenant = "acme";
    }

    static class Ambiguous {

        @JsonProperty("a")
        public String first = "";

        @JsonProperty("a")
        public String second = "";
    }

    static class Nothing {
        public String getName() {
            return "nothing";
        }
    }

    /** Its JSON is the value alone. */
    record Id(@JsonValue long value) {}

    static class Name {

        @JsonValue
        private final String name;

        Name(String name) {
            this.name = name;
        }
    }

    /** Its JSON is less than it is. */
    record UnshownByValue(@JsonValue String user, String password) {}

    @SuppressWarnings("ClassCanBeStatic")
    class Inner {
        public String name = "inner";

        @Override
        public String toString() {
            return name + Beans.this.hashCode();
        }
    }

    static Inner inner() {
        return new Beans().new Inner();
    }

    static class Node {
        public Object next;
        public List<Object> many = new ArrayList<>();
    }
}
