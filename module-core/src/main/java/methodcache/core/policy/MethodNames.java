package methodcache.core.policy;

import methodcache.api.configuration.ServiceCall;
import methodcache.core.key.MethodId;

/** Finds out which method a call names. */
@FunctionalInterface
public interface MethodNames {

    /**
     * Records a call.
     *
     * @param service the service, an interface
     * @param call calls one method
     * @param <S> the service
     * @return the method it called
     * @throws IllegalArgumentException if it can't be told, saying why
     */
    <S> MethodId named(Class<S> service, ServiceCall<? super S, ?> call);
}
