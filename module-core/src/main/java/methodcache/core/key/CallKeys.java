package methodcache.core.key;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.Objects;
import methodcache.core.key.CallTarget.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a call is from its lambda or method reference. One for each cache.
 *
 * <p>Thread-safe: what is found of a call site is kept by the class of its lambda, in slots that are filled once; two
 * threads that fill one at the same time fill in the same. Nothing that is kept by a class refers to this object, so
 * that a closed cache can be collected.
 */
public final class CallKeys {

    private static final Object[] NOTHING = {};

    private final Values values;
    private final ClassValue<Slot> slots;

    /**
     * Starts empty.
     *
     * @param services what counts by type
     */
    public CallKeys(DeclaredServices services) {
        this(new Values(services, RecordKinds.REFLECTION));
    }

    CallKeys(Values values) {
        this.values = values;
        this.slots = new ClassValue<>() {
            @Override
            protected Slot computeValue(Class<?> type) {
                return new Slot(values);
            }
        };
    }

    /** What is known of one call site: itself, and by class of receiver what it reaches. */
    private static final class Slot {

        private final Values values;
        private volatile @Nullable CallSite site;
        private volatile @Nullable CallTarget fixed;
        private volatile @Nullable ClassValue<CallTarget> byReceiver;

        Slot(Values values) {
            this.values = values;
        }

        CallSite fill(CallSite found) {
            if (found.form() == CallSite.Form.UNBOUND || found.form() == CallSite.Form.BOUND) {
                Values used = values;
                byReceiver = new ClassValue<>() {
                    @Override
                    protected CallTarget computeValue(Class<?> type) {
                        return CallTarget.of(found, type, used);
                    }
                };
            }
            fixed = CallTarget.of(found, found.form() == CallSite.Form.OBJECT ? Receiver.SOURCE : Receiver.NONE);
            site = found;
            return found;
        }

        CallTarget target(Class<?> receiver) {
            return Objects.requireNonNull(byReceiver).get(receiver);
        }

        CallTarget fixed() {
            return Objects.requireNonNull(fixed);
        }
    }

    /**
     * A call by method reference (or lambda) with arguments. Never refuses: {@link CallIdentity#key} does, so that a
     * call with a key of its own needs no identity.
     *
     * @param methodReference a {@code Call1} to {@code Call6}
     * @param arguments as they were passed, the receiver of an unbound reference first; not changed by anybody
     *     afterwards
     * @return what the call is
     * @throws NullPointerException if the receiver is null, as the call itself would
     */
    public CallIdentity call(Serializable methodReference, @Nullable Object... arguments) {
        Slot slot = slots.get(methodReference.getClass());
        CallSite site = slot.site;
        SerializedLambda lambda = null;
        if (site == null) {
            lambda = LambdaReader.read(methodReference);
            site = slot.fill(CallSite.of(methodReference, lambda));
        }
        if (site.form() == CallSite.Form.UNBOUND && arguments.length > 0) {
            Object receiver = receiver(arguments[0], site);
            return new CallIdentity(values, slot.target(receiver.getClass()), receiver, NOTHING, arguments, 1);
        }
        if (site.captures() && lambda == null) {
            lambda = LambdaReader.read(methodReference);
        }
        return identity(methodReference, slot, site, lambda, arguments);
    }

    private CallIdentity identity(
            Object reference,
            Slot slot,
            CallSite site,
            @Nullable SerializedLambda lambda,
            @Nullable Object[] arguments) {
        if (lambda == null) {
            Object receiver = site.form() == CallSite.Form.OBJECT ? reference : null;
            return new CallIdentity(values, slot.fixed(), receiver, NOTHING, arguments, 0);
        }
        if (site.form() == CallSite.Form.BOUND) {
            Object receiver = receiver(lambda.getCapturedArg(0), site);
            return new CallIdentity(values, slot.target(receiver.getClass()), receiver, NOTHING, arguments, 0);
        }
        Object[] captured = new Object[lambda.getCapturedArgCount()];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = lambda.getCapturedArg(i);
        }
        return new CallIdentity(values, slot.fixed(), null, captured, arguments, 0);
    }

    private static Object receiver(@Nullable Object receiver, CallSite site) {
        if (receiver == null) {
            throw new NullPointerException("the receiver of " + site.label() + " is null: pass the object to call "
                    + site.name() + " on, before the arguments");
        }
        return receiver;
    }

    /**
     * A call without arguments; never refuses either.
     *
     * @param source a {@code CacheSource} or {@code AsyncCacheSource}
     * @return what the call is
     */
    public CallIdentity source(Serializable source) {
        return call(source, NOTHING);
    }
}
