package methodcache.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the part of a key that stands for the arguments of a method call, or for what a lambda captured. The method, scope
 * and version are added to it. Thread-safe.
 */
@FunctionalInterface
public interface KeyGenerator {

    /**
     * Makes the text for some arguments. Arguments that must not share a value must not share a text.
     *
     * @param method the method or call site that the key is for
     * @param arguments the arguments, converted to the types of the method's parameters, without its receiver and without
     *     declared services
     * @return the text; the same in every process for equal arguments, not empty unless there are none
     */
    String generate(String method, List<@Nullable Object> arguments);
}
