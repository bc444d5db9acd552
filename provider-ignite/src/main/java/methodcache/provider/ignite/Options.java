package methodcache.provider.ignite;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.jspecify.annotations.Nullable;

/** What the user set, checked. The three providers have the same options, as they are set for a cluster and not for each. */
final class Options {
    static final Set<String> NAMES = new TreeSet<>(List.of(
            "addresses",
            "atomicity",
            "backups",
            "cache",
            "partitionAwareness",
            "password",
            "retainedEvents",
            "retention",
            "ssl",
            "sslKeyStorePassword",
            "sslKeyStorePath",
            "sslKeyStoreType",
            "sslProtocol",
            "sslTrustStorePassword",
            "sslTrustStorePath",
            "sslTrustStoreType",
            "username"));

    private static final int MOST_BACKUPS = 31;
    private static final int MOST_EVENTS = 1_000_000;

    private final Map<String, String> set;

    Options(Map<String, String> set) {
        this.set = set;
        set.keySet().forEach(option -> {
            if (!NAMES.contains(option)) {
                throw new IllegalArgumentException(
                        "ignite has no option " + option + "; there are " + all()); // its value may be a password
            }
        });
        checkAll();
    }

    /** Where a value is bad, the user learns it when it is set and not when it is used. */
    private void checkAll() {
        addresses();
        atomicity();
        backups();
        prefix();
        partitionAwareness();
        retainedEvents();
        retention();
        if (!ssl()) {
            set.keySet().stream()
                    .filter(option -> option.startsWith("ssl") && !option.equals("ssl"))
                    .findFirst()
                    .ifPresent(option -> {
                        throw bad(option, "(given)", "left out unless ssl is true");
                    });
        }
        ClientTls.protocol(this);
        ClientTls.check(this);
        requireBoth("username", "password");
        requireBoth("password", "username");
        if ("".equals(text("username"))) {
            throw bad("username", "empty", "a name, or left out with password");
        }
    }

    private void requireBoth(String option, String other) {
        if (set.containsKey(other) && !set.containsKey(option)) {
            throw bad(option, "left out", "set where " + other + " is");
        }
    }

    String[] addresses() {
        return parse("addresses", "127.0.0.1:10800", "host:port, or several with commas between", text -> {
            String[] addresses =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toArray(String[]::new);
            for (String address : addresses) {
                int colon = address.lastIndexOf(':');
                int port = Integer.parseInt(address.substring(colon + 1));
                require(colon > 0 && port > 0 && port < 1 << Character.SIZE);
            }
            return addresses;
        });
    }

    CacheAtomicityMode atomicity() {
        return parse("atomicity", "atomic", "atomic or transactional", text -> {
            require(text.equals(text.toLowerCase(Locale.ROOT)));
            return CacheAtomicityMode.valueOf(text.toUpperCase(Locale.ROOT));
        });
    }

    int backups() {
        return wholeNumber("backups", 1, 0, MOST_BACKUPS);
    }

    /** What the names of all caches in the cluster begin with. */
    String prefix() {
        return parse("cache", "methodcache", "letters, digits, '.' and '_', and not empty", text -> {
            require(text.matches("[A-Za-z0-9._]+"));
            return text;
        });
    }

    boolean partitionAwareness() {
        return trueOrFalse("partitionAwareness", "true");
    }

    int retainedEvents() {
        return wholeNumber("retainedEvents", 10_000, 1, MOST_EVENTS);
    }

    Duration retention() {
        return parse("retention", "PT1H", "a duration of at least a second, as PT1H", text -> {
            Duration life = Duration.parse(text);
            require(life.toSeconds() >= 1);
            return life;
        });
    }

    boolean ssl() {
        return trueOrFalse("ssl", "false");
    }

    @Nullable
    String text(String option) {
        return set.get(option);
    }

    /** Reads an option, and says what it should have been if the reader throws. */
    <T> T parse(String option, String otherwise, String shouldBe, Function<String, T> reader) {
        String text = set.getOrDefault(option, otherwise);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw bad(option, text, shouldBe);
        }
    }

    private int wholeNumber(String option, int otherwise, int least, int most) {
        String shouldBe = "a whole number from " + least + " to " + most;
        return parse(option, Integer.toString(otherwise), shouldBe, text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    private boolean trueOrFalse(String option, String otherwise) {
        return parse(option, otherwise, "true or false", text -> {
            require(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("caught by parse");
        }
    }

    static IllegalArgumentException bad(String option, String value, String shouldBe) {
        return new IllegalArgumentException(
                "ignite option " + option + " must be " + shouldBe + ", was " + value + "; the options are " + all());
    }

    private static String all() {
        return String.join(", ", NAMES);
    }
}
