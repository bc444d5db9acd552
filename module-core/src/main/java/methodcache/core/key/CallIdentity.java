package methodcache.core.key;

import java.util.List;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/** What one call is: its method or call site, its receiver, its arguments. For one thread, as the call is. */
public final class CallIdentity {

    CallIdentity() {}

    /**
     * Makes the store key from what receiver and arguments are now.
     *
     * @param scope the scope's text, from {@link StoreKeys#scope}
     * @param generator stands for the arguments, or null
     * @return a String, or a {@link LocalKey} where a part is only known by its own equals
     * @throws methodcache.api.CacheKeyException if the call has no identity
     */
    public Object key(String scope, @Nullable KeyGenerator generator) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether the key that {@link #key} made last means the same in every process.
     *
     * @return false if its entries must stay in L1
     */
    public boolean shareable() {
        throw new UnsupportedOperationException();
    }

    /**
     * The method that policies know.
     *
     * @return the declared service's method that this call maps to; null if there is none
     */
    public @Nullable MethodId method() {
        throw new UnsupportedOperationException();
    }

    /**
     * A short name for metrics and logs.
     *
     * @return such as {@code UserService.find} or {@code Main.lambda$main$0}; made beforehand
     */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /**
     * The arguments as they were passed, the receiver of an unbound reference among them.
     *
     * @return unmodifiable; empty for a source
     */
    public List<@Nullable Object> arguments() {
        throw new UnsupportedOperationException();
    }

    /**
     * The arguments of the method: {@link #arguments()} without the receiver of an unbound reference.
     *
     * @return unmodifiable; index 0 is the method's first parameter
     */
    public List<@Nullable Object> methodArguments() {
        throw new UnsupportedOperationException();
    }
}
