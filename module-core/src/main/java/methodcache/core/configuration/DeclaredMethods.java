package methodcache.core.configuration;

import java.util.Set;
import methodcache.api.configuration.ServiceCall;
import methodcache.core.key.MethodId;
import methodcache.core.policy.MethodNames;

/**
 * Names methods of declared services only. Calls of other services have no method that policies know, and an override
 * for one would change nothing without saying so. Immutable.
 */
final class DeclaredMethods implements MethodNames {

    private final Set<Class<?>> declared;

    DeclaredMethods(Set<Class<?>> declared) {
        this.declared = declared;
    }

    @Override
    public <S> MethodId named(Class<S> service, ServiceCall<? super S, ?> call) {
        MethodId method = MethodRecorder.id(service, call);
        if (!declared.contains(service)) {
            throw new IllegalArgumentException("an override for " + method.text() + " needs a declared service, "
                    + service.getName() + " isn't: add service(" + service.getSimpleName()
                    + ".class) to the configuration");
        }
        return method;
    }
}
