package methodcache.core.key;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.Provider;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of collections and maps are all that they contain. Those of the JDK are, with exceptions; those of others by
 * the contract of List, Set and Map, unless they add a field to a class of the JDK that is complete without it.
 */
final class ContainersOfOthers {

    private static final String REMEDIES = "; copy it into a collection of the JDK, or " + Refusal.REMEDIES;

    private ContainersOfOthers() {}

    static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || isMapOrEntry(type);
    }

    private static boolean isMapOrEntry(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Map.Entry.class.isAssignableFrom(type);
    }

    static boolean ofJdk(Class<?> type) {
        return type.getModule() == Object.class.getModule();
    }

    /** Why objects of a class that is a container can't count by content, or null. */
    static @Nullable String refusal(Class<?> type) {
        if (IdentityHashMap.class.isAssignableFrom(type)) {
            return type.getName() + " compares its keys by identity, which no other call has" + REMEDIES;
        }
        if (Provider.class.isAssignableFrom(type)) {
            return type.getName() + " has no value identity; " + Refusal.REMEDIES;
        }
        if (ofJdk(type)) {
            return null;
        }
        if (!List.class.isAssignableFrom(type) && !Set.class.isAssignableFrom(type) && !isMapOrEntry(type)) {
            return type.getName() + " is neither a List nor a Set, so its elements may not be all that it is"
                    + REMEDIES;
        }
        return beside(type);
    }

    private static @Nullable String beside(Class<?> type) {
        Class<?> base = type;
        while (!ofJdk(base)) {
            base = base.getSuperclass();
        }
        if (base == Object.class || Modifier.isAbstract(base.getModifiers())) {
            return null; // its fields hold its elements, for nobody else does
        }
        try {
            for (Class<?> c = type; c != base; c = c.getSuperclass()) {
                Field field = state(c);
                if (field != null) {
                    return type.getName() + " extends " + base.getName() + " and may be more than its elements, for it"
                            + " has a field " + c.getName() + '.' + field.getName() + REMEDIES;
                }
            }
            return null;
        } catch (LinkageError unreadable) {
            return type.getName() + " extends " + base.getName() + ", and its fields can't be read (" + unreadable + ')'
                    + REMEDIES;
        }
    }

    /**
     * A field of an instance. What the compiler adds for an inner class is none where no method could read it:
     * {@code new ArrayList<>() {{ add(1); }}}.
     */
    private static @Nullable Field state(Class<?> type) {
        boolean hasMethods = Stream.of(type.getDeclaredMethods()).anyMatch(method -> !method.isSynthetic());
        return Stream.of(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && (hasMethods || !field.isSynthetic()))
                .findFirst()
                .orElse(null);
    }
}
