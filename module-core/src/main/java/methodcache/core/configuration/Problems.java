package methodcache.core.configuration;

import java.util.ArrayList;
import java.util.List;
import methodcache.api.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration, to tell it all at once. For one thread. */
final class Problems {

    private final List<String> texts = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();

    /** Adds a problem: what is wrong, who asked for it and what to do. */
    void add(String problem) {
        add(problem, null);
    }

    /** Adds a problem with what caused it. */
    void add(String problem, @Nullable Throwable cause) {
        if (!texts.contains(problem)) {
            texts.add(problem);
            if (cause != null) {
                causes.add(cause);
            }
        }
    }

    /** Adds all problems of an exception. */
    void add(CacheConfigurationException problem) {
        problem.problems().forEach(text -> add(text, problem.getCause()));
    }

    /** Adds what others have found. */
    void addAll(Problems others) {
        others.texts.forEach(this::add);
        causes.addAll(others.causes);
    }

    /** Throws if there is any; the first cause is the exception's, further ones are suppressed. */
    void throwIfAny() {
        if (texts.isEmpty()) {
            return;
        }
        CacheConfigurationException all =
                new CacheConfigurationException(texts, causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).filter(cause -> cause != causes.get(0)).forEach(all::addSuppressed);
        throw all;
    }
}
