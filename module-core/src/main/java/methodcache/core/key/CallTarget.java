package methodcache.core.key;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import methodcache.core.key.DeclaredServices.Declared;
import org.jspecify.annotations.Nullable;

/**
 * A call site together with the class of the receiver: all that calls have in common but the receiver itself and the
 * arguments. Holds nothing of a cache but what was declared, since it lives as long as the receiver's class.
 *
 * @param name for people
 * @param label for generators of keys
 * @param identity how keys name the method or call site; behind the receiver's types, where these are qualified
 * @param start how the text of a key without scope begins, up to the arguments; of use only where there is no
 *     receiver to write
 * @param receiver how the receiver counts
 * @param service its qualified types, if it counts by them
 * @param method for policies: that of the most specific type declared; where several are, that of the receiver's class
 * @param site the call site
 * @param shareable whether the identity means the same everywhere
 * @param refusal why there is no identity, or null
 */
record CallTarget(
        String name,
        String label,
        String identity,
        String start,
        Receiver receiver,
        @Nullable ServiceKind service,
        @Nullable MethodId method,
        CallSite site,
        boolean shareable,
        @Nullable String refusal) {

    /** The ways in which a receiver counts. */
    enum Receiver {
        /** There is none, or it counts by a type that the identity names. */
        NONE,
        /** By types of which some tell their instances apart. */
        QUALIFIED,
        /** By value, if it has one; else by instance. */
        VALUE,
        /** By instance. */
        INSTANCE,
        /** It is the whole call: a record or enum that implements the functional interface. */
        SOURCE
    }

    /** The target where nothing is known of a receiver, or there is none. */
    static CallTarget of(CallSite site, Receiver receiver) {
        return make(site, receiver, site.identity(), null, null, null);
    }

    private static CallTarget make(
            CallSite site,
            Receiver receiver,
            String identity,
            @Nullable ServiceKind service,
            @Nullable MethodId method,
            @Nullable String refusal) {
        String name = method == null ? site.name() : ClassName.simple(method.owner()) + '.' + method.name();
        String label = method == null ? site.label() : method.text();
        boolean shareable =
                method == null ? site.shareable() : ClassName.of(method.owner()).shareable();
        return new CallTarget(
                name, label, identity, '@' + identity + '(', receiver, service, method, site, shareable, refusal);
    }

    /** The target for receivers of a class. */
    static CallTarget of(CallSite site, Class<?> receiver, Values values) {
        List<Declared> all = values.services().of(receiver);
        List<Declared> having = DeclaredServices.mostSpecific(
                all.stream().filter(service -> map(service, site) != null).toList());
        List<Declared> named = having.size() < 2
                ? having
                : having.stream()
                        .filter(service -> service.type().isAssignableFrom(site.owner()))
                        .toList();
        if (named.size() == 1) {
            return declared(site, named.get(0), all);
        }
        if (!having.isEmpty()) {
            return ambiguous(site, receiver, having);
        }
        return of(site, values.kind(receiver).isValue() ? Receiver.VALUE : Receiver.INSTANCE);
    }

    private static @Nullable MethodId map(Declared service, CallSite site) {
        return site.method() == null ? null : ServiceMethods.map(service.type(), site.method());
    }

    private static CallTarget declared(CallSite site, Declared service, List<Declared> all) {
        MethodId method = map(service, site);
        if (method == null) {
            throw new IllegalStateException(service + " was chosen because it has " + site.label());
        }
        ServiceKind kind = ServiceKind.of(List.of(service), all);
        return kind.isOne()
                ? make(site, Receiver.NONE, method.text(), null, method, null)
                : make(
                        site,
                        Receiver.QUALIFIED,
                        '#' + Escapes.name(method.name()) + method.descriptor(),
                        kind,
                        method,
                        null);
    }

    /** There is no identity, but a call may have a key of its own, and then what is said of each of the services holds for it. */
    private static CallTarget ambiguous(CallSite site, Class<?> receiver, List<Declared> services) {
        Method called = Objects.requireNonNull(site.method(), "a method that services have");
        return new CallTarget(
                site.name(),
                site.label(),
                site.identity(),
                '@' + site.identity() + '(',
                Receiver.INSTANCE,
                null,
                MethodId.of(receiver, called),
                site,
                site.shareable(),
                severalServices(called, receiver, services));
    }

    private static String severalServices(Method called, Class<?> receiver, List<Declared> services) {
        List<String> names =
                services.stream().map(service -> service.type().getName()).toList();
        return receiver.getName() + " is of several declared services that have this method: "
                + String.join(", ", names)
                + "; name one of them in the method reference ("
                + ClassName.simple(services.get(0).type()) + "::"
                + called.getName() + "), or declare " + receiver.getName()
                + " itself with service(…)";
    }

    /** Writes what comes before the arguments. */
    void write(@Nullable Object object, KeyText text) {
        if (refusal != null) {
            throw new Refusal(refusal);
        }
        if (service != null && object != null) {
            service.writeTypes(object, text);
        }
        text.append(identity);
        if (!shareable) {
            text.makeLocal();
        }
        if (object == null) {
            return;
        }
        if (receiver == Receiver.SOURCE) {
            writeSource(object, text);
            return;
        }
        if (receiver == Receiver.INSTANCE || (receiver == Receiver.VALUE && !wroteValue(object, text))) {
            text.instance(object);
        }
    }

    private static void writeSource(Object object, KeyText text) {
        if (!(object instanceof Record) && !(object instanceof Enum)) {
            throw new Refusal("it is neither a lambda nor a method reference nor a record, or its class is hidden; make"
                    + " it one of these, or use withKey(…)");
        }
        text.value(object);
    }

    private static boolean wroteValue(Object object, KeyText text) {
        KeyText.Mark mark = text.mark();
        try {
            text.append('<').value(object).append('>');
            return true;
        } catch (Refusal notAValue) {
            text.reset(mark);
            return false;
        }
    }
}
