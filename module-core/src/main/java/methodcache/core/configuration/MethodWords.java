package methodcache.core.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import methodcache.core.key.MethodId;
import methodcache.core.policy.Words;

/** The words of methods, as they add up over several {@code forService}. For one thread. */
final class MethodWords {

    private final Map<MethodId, Entry> methods = new LinkedHashMap<>();

    /** The words of a method, to add to: the same object for each who names it. */
    @SuppressWarnings("unchecked") // a method has one result type, whichever lambda names it
    <R> DefaultMethodConfiguration<R> of(MethodId method, String shown) {
        return (DefaultMethodConfiguration<R>)
                methods.computeIfAbsent(method, unknown -> new Entry(shown, new DefaultMethodConfiguration<>())).words;
    }

    /** What was said so far, to be kept. */
    Map<MethodId, Words> snapshot() {
        Map<MethodId, Words> snapshot = new LinkedHashMap<>();
        methods.forEach((method, entry) -> snapshot.put(method, entry.words.snapshot(entry.shown)));
        return snapshot;
    }

    private record Entry(String shown, DefaultMethodConfiguration<?> words) {}
}
