package methodcache.core.configuration;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One of the kinds of providers that a cache chooses among, and how messages speak of it.
 *
 * @param type the interface
 * @param needer who needs one
 * @param article before the name
 * @param name of the kind
 * @param property that may name one
 * @param word what chooses one in code, made from its name
 * @param add what to add where there is none
 * @param called how one is called
 */
record ProviderKind<P>(
        Class<P> type,
        String needer,
        String article,
        String name,
        String property,
        UnaryOperator<String> word,
        String add,
        Function<P, @Nullable String> called) {

    String one() {
        return article + ' ' + name;
    }
}
