package methodcache.core.key;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Classes that say by equals what they are. They can be part of a key in this process if they can't change: else an
 * object that changes later would serve one caller another's value.
 */
final class OwnEquals {

    private static final Set<Class<?>> UNCHANGING = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Class.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            ZoneId.class,
            ZoneOffset.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Duration.class,
            Period.class);

    private OwnEquals() {}

    static Kind find(Class<?> type) {
        if (Proxy.isProxyClass(type) || !hasEquals(type)) {
            return new Kind.Refused(type.getName() + " has no value identity; " + Refusal.REMEDIES);
        }
        if (knownOfJdk(type)) {
            return new Kind.Opaque(type);
        }
        String problem = whatMayChange(type, new HashSet<>());
        if (problem != null) {
            return new Kind.Refused(type.getName() + " may change while it is part of a key, since " + problem
                    + "; make its fields final and of value types, or " + Refusal.REMEDIES);
        }
        return new Kind.Opaque(type);
    }

    /** Fields of these are private to the JDK, some are caches; their documentation says that they don't change. */
    private static boolean knownOfJdk(Class<?> type) {
        return type.getModule() == Object.class.getModule()
                && (type == java.io.File.class
                        || Path.class.isAssignableFrom(type)
                        || InetAddress.class.isAssignableFrom(type)
                        || type == InetSocketAddress.class);
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class
                    && type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException | LinkageError unreadable) {
            return false;
        }
    }

    private static @Nullable String whatMayChange(Class<?> type, Set<Class<?>> seen) {
        try {
            for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    String problem = Modifier.isStatic(field.getModifiers()) ? null : problem(field, seen);
                    if (problem != null) {
                        return problem;
                    }
                }
            }
            return null;
        } catch (LinkageError unreadable) {
            return "its fields can't be read (" + unreadable + ')';
        }
    }

    private static @Nullable String problem(Field field, Set<Class<?>> seen) {
        String name = "field " + field.getDeclaringClass().getName() + '.' + field.getName();
        if (!Modifier.isFinal(field.getModifiers())) {
            return name + " isn't final";
        }
        return unchanging(field.getType(), seen)
                ? null
                : name + " is of type " + field.getType().getTypeName() + ", which may change";
    }

    /** Whether no object that a field of this type can hold ever changes. */
    private static boolean unchanging(Class<?> type, Set<Class<?>> seen) {
        if (type.isPrimitive() || UNCHANGING.contains(type) || type.isEnum() || !seen.add(type)) {
            return true;
        }
        if (type.isRecord()) {
            return unchangingRecord(type, seen);
        }
        if (type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (!unchanging(permitted, seen)) {
                    return false;
                }
            }
            return whatMayChange(type, seen) == null;
        }
        return Modifier.isFinal(type.getModifiers())
                && !type.isArray()
                && hasEquals(type)
                && whatMayChange(type, seen) == null;
    }

    /** Whether all that a record holds is of value types. */
    static boolean unchangingRecord(Class<?> type) {
        return unchangingRecord(type, new HashSet<>());
    }

    private static boolean unchangingRecord(Class<?> type, Set<Class<?>> seen) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (!unchanging(component.getType(), seen)) {
                return false;
            }
        }
        return true;
    }
}
