package methodcache.core.key;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import methodcache.api.CacheKeyException;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/** What one call is: its method or call site, its receiver, its arguments. For one thread, as the call is. */
public final class CallIdentity {

    private static final int ROOM = 64;

    private final Values values;
    private final CallTarget target;
    private final @Nullable Object receiver;
    private final @Nullable Object[] captured;
    private final @Nullable Object[] arguments;
    private final int first;

    /** Takes the arguments from {@code first} on for those of the method. */
    CallIdentity(
            Values values,
            CallTarget target,
            @Nullable Object receiver,
            @Nullable Object[] captured,
            @Nullable Object[] arguments,
            int first) {
        this.values = values;
        this.target = target;
        this.receiver = receiver;
        this.captured = captured;
        this.arguments = arguments;
        this.first = first;
    }

    /**
     * Makes the store key from what receiver and arguments are now.
     *
     * @param scope the scope's text, from {@link StoreKeys#scope}
     * @param generator stands for the arguments, or null
     * @return a String, or a {@link LocalKey} where it means the same in this process only
     * @throws CacheKeyException if the call has no identity
     */
    public Object key(String scope, @Nullable KeyGenerator generator) {
        if (generator == null
                && scope.isEmpty()
                && captured.length == 0
                && target.receiver() == CallTarget.Receiver.NONE) {
            String text = arguments.length - first == 1 ? ofOneScalar(arguments[first]) : null;
            if (text != null) {
                String fitting = text.length() <= StoreKeys.LONGEST ? text : StoreKeys.fit(text);
                return target.shareable() ? fitting : new LocalKey(fitting, List.of());
            }
        }
        KeyText text = new KeyText(values, target.start().length() + scope.length() + ROOM);
        text.append('@').append(scope);
        try {
            target.write(receiver, text);
        } catch (Refusal refusal) {
            throw refusal.of(target.label());
        }
        new CallArguments(target, captured, arguments, first).write(text, generator);
        return text.key();
    }

    /** The most common calls, in one piece of memory. */
    private @Nullable String ofOneScalar(@Nullable Object argument) {
        String start = target.start();
        boolean primitive = target.site().parameter(0).isPrimitive();
        if (argument instanceof Long || argument instanceof Integer) {
            if (primitive) {
                Object converted = Primitives.convert(argument, target.site().parameter(0));
                return converted instanceof Long number
                        ? start + (long) number + ')'
                        : converted instanceof Integer number ? start + (int) number + ')' : null;
            }
            return argument instanceof Long number ? start + (long) number + "L)" : start + argument + ')';
        }
        return argument instanceof String string && Escapes.plain(string) ? start + '"' + string + "\")" : null;
    }

    /**
     * The method that policies know.
     *
     * @return the declared service's method that this call maps to, of the most specific service if it is of several; null if
     *     there is none
     */
    public @Nullable MethodId method() {
        return target.method();
    }

    /**
     * The type of the call's values, by what is declared.
     *
     * @param async whether it returns stages of them
     * @return null where that doesn't tell
     */
    public @Nullable Type valueType(boolean async) {
        return target.site().valueType(async);
    }

    /**
     * A short name for metrics and logs.
     *
     * @return such as {@code UserService.find} or {@code Main.lambda$main$0}; made beforehand
     */
    public String name() {
        return target.name();
    }

    /**
     * The arguments as they were passed, the receiver of an unbound reference among them.
     *
     * @return unmodifiable; empty for a source
     */
    public List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(Arrays.asList(arguments));
    }

    /**
     * The arguments of the method: {@link #arguments()} without the receiver of an unbound reference.
     *
     * @return unmodifiable; index 0 is the method's first parameter
     */
    public List<@Nullable Object> methodArguments() {
        return arguments().subList(first, arguments.length);
    }
}
