package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import methodcache.api.configuration.MethodConfiguration;
import methodcache.api.configuration.ServiceCall;
import methodcache.api.configuration.ServiceConfiguration;
import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the policies of a service's methods. A method that can't be told is a problem of {@code build()}; its
 * words are listened to all the same, so that a bad value in them is found where it is set.
 *
 * @param <S> the service
 */
final class DefaultServiceConfiguration<S> implements ServiceConfiguration<S> {

    private final Class<S> service;
    private final MethodWords methods;
    private final Problems problems;

    DefaultServiceConfiguration(Class<S> service, MethodWords methods, Problems problems) {
        this.service = service;
        this.methods = methods;
        this.problems = problems;
    }

    @Override
    public <R> ServiceConfiguration<S> method(
            ServiceCall<? super S, R> method, Consumer<? super MethodConfiguration<R>> words) {
        Method named = named(requireNonNull(method, "method"));
        if (named != null && CompletionStage.class.isAssignableFrom(named.getReturnType())) {
            problems.add(MethodRecorder.shown(service, named) + " returns a "
                    + named.getReturnType().getSimpleName() + ": name it with asyncMethod in place of method");
        }
        requireNonNull(words, "words").accept(this.<R>words(named));
        return this;
    }

    @Override
    public <R> ServiceConfiguration<S> asyncMethod(
            ServiceCall<? super S, ? extends CompletionStage<R>> method,
            Consumer<? super MethodConfiguration<R>> words) {
        Method named = named(requireNonNull(method, "method"));
        requireNonNull(words, "words").accept(this.<R>words(named));
        return this;
    }

    private @Nullable Method named(ServiceCall<? super S, ?> call) {
        if (!service.isInterface()) {
            return null; // a problem of forService itself
        }
        try {
            return MethodRecorder.record(service, call);
        } catch (IllegalArgumentException refused) {
            problems.add(
                    "a method in forService(" + MethodRecorder.name(service) + ".class) can't be told: "
                            + refused.getMessage(),
                    refused.getCause());
            return null;
        }
    }

    private <R> DefaultMethodConfiguration<R> words(@Nullable Method named) {
        return named == null
                ? new DefaultMethodConfiguration<>()
                : methods.of(MethodId.of(service, named), MethodRecorder.shown(service, named));
    }
}
