package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.AsyncBulkLoader;
import methodcache.api.AsyncCacheLoader;
import methodcache.api.BulkLoader;
import methodcache.api.CacheCall;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLoader;
import methodcache.api.Cancellation;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.KeyBuilder;
import methodcache.api.MethodCache;
import methodcache.api.ServiceLookup;
import methodcache.api.TypeRef;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.api.configuration.GroupConfiguration;
import methodcache.api.configuration.L1Options;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.configuration.MethodConfiguration;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.configuration.ServiceCall;
import methodcache.api.configuration.ServiceConfiguration;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A null where none is allowed is refused at once, and the message says which parameter it was: in every method there is. */
class NullArgumentsTest {

    interface Service {
        String find(long id);

        CompletableFuture<String> findAsync(long id);
    }

    /** Parameters that take a null. */
    private static final Set<String> NULLABLE = Set.of("put.value", "putAsync.value", "append.value");

    private static final MethodCacheConfiguration CONFIGURATION = MethodCache.configure();
    private static final Map<Class<?>, Object> GIVEN = new HashMap<>();

    static {
        MethodCache cache = MethodCache.configure()
                .name("nulls")
                .l1(new ReferenceL1StoreProvider(), l1 -> {})
                .service(Service.class)
                .build();
        AtomicReference<CacheContext> context = new AtomicReference<>();
        cache.getOrCreate("k", seen -> {
            context.set(seen);
            return "v";
        });
        add(MethodCache.class, cache);
        add(RuntimeOverrides.class, cache.overrides());
        add(CacheCall.class, cache.cache(() -> "v").withKey("k"));
        add(CacheContext.class, context.get());
        add(Cancellation.class, context.get().cancellation());
        add(CollectedInvalidations.class, cache.collectInvalidations());
        add(Invalidation.class, Invalidation.all());
        add(KeyBuilder.class, KeyBuilder.of("k"));
        add(ServiceLookup.class, ServiceLookup.of(Map.of()));
        add(CachePolicy.class, CachePolicy.of(p -> {}));
        add(CacheLoader.class, (CacheLoader<String>) seen -> "v");
        add(BulkLoader.class, (BulkLoader<String>) (missing, seen) -> Map.of());
        add(MethodCacheConfiguration.class, CONFIGURATION);
        CONFIGURATION.l1(l1 -> add(L1Options.class, l1));
        CONFIGURATION.forGroup("g", group -> add(GroupConfiguration.class, group));
        CONFIGURATION.forService(Service.class, service -> {
            add(ServiceConfiguration.class, service);
            service.method(s -> s.find(0), method -> add(MethodConfiguration.class, method));
        });
    }

    @AfterAll
    static void close() {
        ((MethodCache) GIVEN.get(MethodCache.class)).close();
    }

    private static void add(Class<?> type, Object instance) {
        GIVEN.put(type, instance);
    }

    static Stream<Arguments> parameters() {
        Stream<Executable> methods = GIVEN.keySet().stream()
                .filter(type -> type != CacheLoader.class && type != BulkLoader.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> !method.isSynthetic())
                .map(method -> method);
        Stream<Executable> blocking = Stream.of(CacheLoader.class, BulkLoader.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(method -> method);
        Stream<Executable> constructors = Stream.concat(
                        Stream.of(Invalidation.class.getPermittedSubclasses()),
                        Stream.of(AsyncCacheLoader.Blocking.class, AsyncBulkLoader.Blocking.class, WarmingReport.class))
                .flatMap(record -> Stream.of(record.getConstructors()));
        return Stream.of(methods, blocking, constructors)
                .flatMap(all -> all)
                .flatMap(executable -> Stream.of(executable.getParameters()))
                .filter(NullArgumentsTest::isToBeGiven)
                .map(parameter -> arguments(shown(parameter), parameter));
    }

    private static boolean isToBeGiven(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                // An argument of the user's own method may be null.
                && !(parameter.getParameterizedType() instanceof TypeVariable)
                && !NULLABLE.contains(parameter.getDeclaringExecutable().getName() + "." + parameter.getName());
    }

    private static String shown(Parameter parameter) {
        Executable executable = parameter.getDeclaringExecutable();
        String types = Arrays.toString(executable.getParameterTypes()).replaceAll("[a-zA-Z]+\\.|class |interface ", "");
        return executable.getDeclaringClass().getSimpleName() + "." + executable.getName() + types + " "
                + parameter.getName();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void method_nullArgument_isRefusedByTheNameOfItsParameter(String shown, Parameter parameter) {
        assertThatThrownBy(() -> call(parameter, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter.getName());
    }

    static Stream<Arguments> several() {
        return parameters().filter(arguments -> {
            Class<?> type = ((Parameter) arguments.get()[1]).getType();
            return type == String[].class || type == Invalidation[].class || Collection.class.isAssignableFrom(type);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("several")
    void method_nullAmongSeveral_isRefusedByTheNameOfTheParameter(String shown, Parameter parameter) {
        Class<?> type = parameter.getType();
        Object holed = type.isArray()
                ? Array.newInstance(type.getComponentType(), 1)
                : type == Set.class ? Collections.singleton(null) : Collections.singletonList(null);
        assertThatThrownBy(() -> call(parameter, holed))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter.getName() + " must not contain null");
    }

    @ParameterizedTest
    @MethodSource("maps")
    void method_nullInAMap_isRefusedByTheNameOfTheParameter(String message, Consumer<MethodCache> call) {
        assertThatThrownBy(() -> call.accept((MethodCache) GIVEN.get(MethodCache.class)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> maps() {
        Map<String, Object> noKey = Collections.singletonMap(null, "v");
        Map<String, Object> noValue = Collections.singletonMap("a", null);
        return Stream.of(
                arguments("values must not have a null key", (Consumer<MethodCache>) cache -> cache.putMany(noKey)),
                arguments("values must not have a null key", (Consumer<MethodCache>)
                        cache -> cache.putMany(noKey, CachePolicy.of(p -> {}))),
                arguments("scope must not have a null name", (Consumer<MethodCache>)
                        cache -> cache.invalidate(new Invalidation.Scoped(Invalidation.tags("t"), noKey))),
                arguments("scope must not have a null value", (Consumer<MethodCache>)
                        cache -> cache.invalidate(new Invalidation.Scoped(Invalidation.tags("t"), noValue))));
    }

    private static void call(Parameter tested, Object argument) throws Throwable {
        Executable executable = tested.getDeclaringExecutable();
        Object[] arguments = Stream.of(executable.getParameters())
                .map(parameter -> parameter.equals(tested) ? argument : sample(parameter.getType()))
                .toArray();
        try {
            if (executable instanceof Method method) {
                method.invoke(
                        GIVEN.get(method.getDeclaringClass()) == null
                                ? instance(method.getDeclaringClass())
                                : GIVEN.get(method.getDeclaringClass()),
                        arguments);
            } else {
                ((java.lang.reflect.Constructor<?>) executable).newInstance(arguments);
            }
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** What has a method of a wider interface. */
    private static Object instance(Class<?> type) {
        return Stream.of(MethodCache.class, CacheCall.class)
                .map(GIVEN::get)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is a " + type));
    }

    /** Something that isn't refused. */
    private static Object sample(Class<?> type) {
        Map<Class<?>, Object> samples = new HashMap<>();
        samples.put(String.class, "x");
        samples.put(Object.class, "x");
        samples.put(long.class, 1L);
        samples.put(int.class, 1);
        samples.put(double.class, 0.5);
        samples.put(boolean.class, true);
        samples.put(String[].class, new String[] {"x"});
        samples.put(Invalidation[].class, new Invalidation[] {Invalidation.all()});
        samples.put(Collection.class, List.of("x"));
        samples.put(List.class, List.of(Invalidation.all()));
        samples.put(Set.class, Set.of("x"));
        samples.put(CacheLayer.class, CacheLayer.L1);
        samples.put(CacheLayer[].class, new CacheLayer[] {CacheLayer.L2});
        samples.put(Map.class, Map.of("x", "v"));
        samples.put(Class.class, Service.class);
        samples.put(Duration.class, Duration.ofSeconds(1));
        samples.put(Invalidation.class, Invalidation.all());
        samples.put(CachePolicy.class, CachePolicy.of(p -> {}));
        samples.put(WarmingRate.class, WarmingRate.perSecond(1));
        samples.put(TypeRef.class, new TypeRef<List<String>>() {});
        samples.put(ServiceCall.class, (ServiceCall<Service, Object>) service -> service.find(0));
        samples.put(Consumer.class, (Consumer<Object>) words -> {});
        samples.put(Function.class, (Function<Object, String>) Object::toString);
        samples.put(Executor.class, (Executor) Runnable::run);
        Object sample = samples.get(type);
        return sample != null || !type.isInterface()
                ? sample
                : Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> null);
    }
}
