package methodcache.provider.jackson.exported;

/** In a package that its module exports, but opens to nobody. */
public final class Exported {

    private Exported() {}

    public record Name(String name) {}

    /** Public, but for its constructor. */
    public static final class Hidden {

        public String name = "ada";

        Hidden() {}
    }

    /** Its getter could show another text than its field. */
    public static final class Bean {

        private final String name = "ada";

        public String getName() {
            return name;
        }
    }
}
