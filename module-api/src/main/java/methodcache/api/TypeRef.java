package methodcache.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its arguments, for what a {@link Class} can't say: {@code new TypeRef<List<User>>() {}}. An object shows its class
 * only; its type arguments are what the call said that loaded it, and where that said none, the caller vouches for them.
 *
 * @param <T> the type
 */
public interface TypeRef<T> {

    /**
     * The type that the direct subclass gave.
     *
     * @return the type, arguments and all
     * @throws IllegalStateException if this isn't a direct, parameterized implementation, as the example above is
     */
    default Type type() {
        for (Type implemented : getClass().getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType parameterized && parameterized.getRawType() == TypeRef.class) {
                return parameterized.getActualTypeArguments()[0];
            }
        }
        throw new IllegalStateException("a TypeRef must be written as new TypeRef<List<User>>() {}, was "
                + getClass().getName());
    }
}
