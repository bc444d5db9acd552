package methodcache.core.key;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services that count in keys by type. Immutable. */
public final class DeclaredServices {

    private final List<Declared> declared;

    private DeclaredServices(List<Declared> declared) {
        this.declared = declared;
    }

    /**
     * A declared service.
     *
     * @param type its type
     * @param qualifier tells instances apart, or null where they are all one
     */
    public record Declared(Class<?> type, @Nullable Function<Object, ?> qualifier) {}

    /**
     * Takes the declarations.
     *
     * @param declared no type twice
     * @return the services
     * @throws IllegalArgumentException if values are of a declared type too
     */
    public static DeclaredServices of(Collection<Declared> declared) {
        return new DeclaredServices(List.copyOf(declared));
    }
}
