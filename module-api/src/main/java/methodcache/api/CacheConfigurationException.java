package methodcache.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration can't be built. It lists every problem, each with its remedy. */
public class CacheConfigurationException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String[] problems;

    /**
     * Makes an exception.
     *
     * @param problems each with what is wrong, who asked for it and what to do
     */
    public CacheConfigurationException(List<String> problems) {
        this(problems, null);
    }

    /**
     * Makes an exception.
     *
     * @param problems each with what is wrong, who asked for it and what to do
     * @param cause what caused the first of them, or null
     */
    public CacheConfigurationException(List<String> problems, @Nullable Throwable cause) {
        super(message(problems), List.of(), cause);
        this.problems = problems.toArray(String[]::new);
    }

    /**
     * All problems that were found.
     *
     * @return at least one, in the order of the configuration
     */
    public List<String> problems() {
        return List.of(problems);
    }

    private static String message(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        return problems.size() + " problems:\n - " + String.join("\n - ", problems);
    }
}
