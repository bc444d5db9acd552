package methodcache.api.configuration;

/**
 * Names a method of a service by calling it: {@code s -> s.find(0L)}. The call is recorded on a stand-in; its arguments don't
 * matter, they only choose among overloads.
 *
 * @param <S> the service
 * @param <R> what the method returns
 */
@FunctionalInterface
public interface ServiceCall<S, R> {

    /**
     * Calls the method.
     *
     * @param service the stand-in
     * @return what it returned; ignored
     * @throws Exception what the method declares
     */
    R call(S service) throws Exception;
}
