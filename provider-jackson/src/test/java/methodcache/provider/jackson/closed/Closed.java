package methodcache.provider.jackson.closed;

/** In a package that no test opens to Jackson. */
public final class Closed {

    private Closed() {}

    public static Object record() {
        return new Hidden("ada");
    }

    public static Object bean() {
        return new Bean();
    }

    private record Hidden(String name) {}

    public static final class Bean {

        private final String name = "ada";

        public String getName() {
            return name;
        }
    }
}
