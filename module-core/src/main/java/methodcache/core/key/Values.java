package methodcache.core.key;

import java.util.List;
import methodcache.api.MethodCache;

/**
 * Knows how values of each class are written: JDK values, then what is declared as a service, then enums, records,
 * arrays and containers, then what has equals of its own and can't change. Nothing else has an identity. Thread-safe.
 */
final class Values {

    static final Values WITHOUT_SERVICES = new Values(DeclaredServices.of(List.of()), RecordKinds.REFLECTION);

    private final ClassValue<Kind> kinds;
    private final ClassValue<Kind> selves;
    private final DeclaredServices services;

    Values(DeclaredServices services, RecordKinds.Access records) {
        this.services = services;
        kinds = new ClassValue<>() {
            @Override
            protected Kind computeValue(Class<?> type) {
                return find(type, services, records);
            }
        };
        selves = new ClassValue<>() {
            @Override
            protected Kind computeValue(Class<?> type) {
                return CapturedThis.find(type, services);
            }
        };
    }

    /** How objects of a class are written. */
    Kind kind(Class<?> type) {
        return kinds.get(type);
    }

    /** How an object of a class is written that a lambda captured as {@code this}. */
    Kind self(Class<?> type) {
        return selves.get(type);
    }

    DeclaredServices services() {
        return services;
    }

    private static Kind find(Class<?> type, DeclaredServices services, RecordKinds.Access records) {
        Kind kind = JdkKinds.find(type);
        if (kind != null) {
            return kind;
        }
        if (MethodCache.class.isAssignableFrom(type)) {
            return new ServiceKind.Cache();
        }
        ServiceKind service = services.kind(type);
        if (service != null) {
            return service;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return Values::writeEnum;
        }
        if (type.isRecord()) {
            return RecordKinds.find(type, records);
        }
        kind = ContainerKinds.find(type);
        return kind != null ? kind : OwnEquals.find(type);
    }

    private static void writeEnum(Object value, KeyText text) {
        Enum<?> constant = (Enum<?>) value;
        text.className(constant.getDeclaringClass()).append('#').append(Escapes.name(constant.name()));
    }
}
