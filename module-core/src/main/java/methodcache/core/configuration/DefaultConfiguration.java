package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import methodcache.api.MethodCache;
import methodcache.api.Scheduler;
import methodcache.api.ScopeProvider;
import methodcache.api.ServiceLookup;
import methodcache.api.Ticker;
import methodcache.api.configuration.GroupConfiguration;
import methodcache.api.configuration.L1Options;
import methodcache.api.configuration.L2Options;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.configuration.MetricsOptions;
import methodcache.api.configuration.ServiceConfiguration;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.PolicyBuilder;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import methodcache.api.spi.ValueCodecProvider;
import methodcache.core.policy.SaidWords;
import methodcache.core.policy.Words;
import org.jspecify.annotations.Nullable;

/**
 * Listens to how a cache is to be set up, and hands it to an {@link Assembly}. Words are copied when a cache is built,
 * so one configuration may build several.
 */
public final class DefaultConfiguration implements MethodCacheConfiguration {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Function<Settings, MethodCache> engine;
    private final Supplier<Discovery> path;

    final Problems recorded = new Problems();
    final SaidWords<Object> defaults = new SaidWords<>();
    final Map<String, List<Words>> named = new LinkedHashMap<>();
    final Map<String, DefaultGroupConfiguration> groups = new LinkedHashMap<>();
    final MethodWords methods = new MethodWords();
    final Services services = new Services();
    final DefaultL1Options l1Options = new DefaultL1Options();
    final List<CacheMetrics> metrics = new ArrayList<>();
    final Map<String, DefaultMetricsOptions> metricsOptions = new LinkedHashMap<>();

    String name = "cache";

    @Nullable
    String l1Name;

    @Nullable
    L1StoreProvider l1;

    final DefaultL2Options l2Options = new DefaultL2Options();
    boolean l2Said;

    @Nullable
    String l2Name;

    @Nullable
    L2StoreProvider l2;

    @Nullable
    BackplaneProvider backplane;

    @Nullable
    LockManagerProvider locks;

    @Nullable
    ValueCodecProvider codec;

    @Nullable
    ScopeProvider scope;

    ServiceLookup lookup = ServiceLookup.of(Map.of());
    UnaryOperator<Runnable> propagation = UnaryOperator.identity();

    @Nullable
    Executor executor;

    int loadThreads = 64;

    @Nullable
    Scheduler scheduler;

    Ticker ticker = System::nanoTime;
    InstantSource clock = InstantSource.system();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    Duration joinLimit = Duration.ofSeconds(30);
    Duration closeTimeout = Duration.ofSeconds(10);

    /**
     * Starts a configuration.
     *
     * @param engine starts a cache; what it throws closes what was opened for it
     */
    public DefaultConfiguration(Function<Settings, MethodCache> engine) {
        this(engine, Discovery::onThePath);
    }

    DefaultConfiguration(Function<Settings, MethodCache> engine, Supplier<Discovery> path) {
        this.engine = engine;
        this.path = path;
    }

    @Override
    public MethodCacheConfiguration name(String name) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name must be letters, digits, '-', '_' and '.', was \"" + name + '"');
        }
        this.name = name;
        return this;
    }

    @Override
    public MethodCacheConfiguration defaultPolicy(Consumer<? super PolicyBuilder<?>> words) {
        requireNonNull(words, "words").accept(defaults);
        return this;
    }

    @Override
    public MethodCacheConfiguration addPolicy(String name, Consumer<? super PolicyBuilder<?>> words) {
        notEmpty(name, "name", "policy");
        Words said = SaidWords.of(requireNonNull(words, "words"), "policy \"" + name + '"');
        named.computeIfAbsent(name, unknown -> new ArrayList<>(1)).add(said);
        return this;
    }

    @Override
    public <S> MethodCacheConfiguration forService(Class<S> service, Consumer<? super ServiceConfiguration<S>> words) {
        requireNonNull(service, "service");
        requireNonNull(words, "words");
        if (service.isInterface()) {
            services.configure(service);
        } else {
            recorded.add("forService(" + service.getSimpleName() + ".class) must name an interface, was the class "
                    + service.getName()
                    + ": name its interface, or declare it with service(…) and say words in the call");
        }
        words.accept(new DefaultServiceConfiguration<>(service, methods, recorded));
        return this;
    }

    @Override
    public MethodCacheConfiguration service(Class<?> service) {
        services.declare(requireNonNull(service, "service"), null);
        return this;
    }

    @Override
    public <S> MethodCacheConfiguration service(Class<S> service, Function<? super S, ?> qualifier) {
        services.declare(requireNonNull(service, "service"), requireNonNull(qualifier, "qualifier"));
        return this;
    }

    @Override
    public MethodCacheConfiguration forGroup(String name, Consumer<? super GroupConfiguration> words) {
        notEmpty(name, "name", "group");
        requireNonNull(words, "words").accept(groups.computeIfAbsent(name, unknown -> new DefaultGroupConfiguration()));
        return this;
    }

    @Override
    public MethodCacheConfiguration l1(Consumer<? super L1Options> options) {
        l1Options.said(requireNonNull(options, "options"));
        return this;
    }

    @Override
    public MethodCacheConfiguration l1(String provider, Consumer<? super L1Options> options) {
        l1Name = notEmpty(provider, "provider", "provider");
        l1 = null;
        return l1(options);
    }

    @Override
    public MethodCacheConfiguration l1(L1StoreProvider provider, Consumer<? super L1Options> options) {
        l1 = requireNonNull(provider, "provider");
        l1Name = null;
        return l1(options);
    }

    @Override
    public MethodCacheConfiguration l2(Consumer<? super L2Options> options) {
        requireNonNull(options, "options").accept(l2Options);
        l2Said = true;
        return this;
    }

    @Override
    public MethodCacheConfiguration l2(String provider, Consumer<? super L2Options> options) {
        l2Name = notEmpty(provider, "provider", "provider");
        l2 = null;
        backplane = null;
        return l2(options);
    }

    @Override
    public MethodCacheConfiguration l2(
            L2StoreProvider store, BackplaneProvider backplane, Consumer<? super L2Options> options) {
        l2 = requireNonNull(store, "store");
        this.backplane = requireNonNull(backplane, "backplane");
        l2Name = null;
        return l2(options);
    }

    @Override
    public MethodCacheConfiguration locks(LockManagerProvider provider) {
        locks = requireNonNull(provider, "provider");
        return this;
    }

    @Override
    public MethodCacheConfiguration codec(ValueCodecProvider provider) {
        codec = requireNonNull(provider, "provider");
        return this;
    }

    @Override
    public MethodCacheConfiguration clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    @Override
    public MethodCacheConfiguration metrics(CacheMetrics metrics) {
        this.metrics.add(requireNonNull(metrics, "metrics"));
        return this;
    }

    @Override
    public MethodCacheConfiguration metrics(String provider, Consumer<? super MetricsOptions> options) {
        if (requireNonNull(provider, "provider").isEmpty()) {
            throw new IllegalArgumentException("the name of a metrics provider must not be empty");
        }
        requireNonNull(options, "options")
                .accept(metricsOptions.computeIfAbsent(provider, unknown -> new DefaultMetricsOptions()));
        return this;
    }

    @Override
    public MethodCacheConfiguration scope(ScopeProvider provider) {
        scope = requireNonNull(provider, "provider");
        return this;
    }

    @Override
    public MethodCacheConfiguration services(ServiceLookup services) {
        lookup = requireNonNull(services, "services");
        return this;
    }

    @Override
    public MethodCacheConfiguration contextPropagation(UnaryOperator<Runnable> wrap) {
        propagation = requireNonNull(wrap, "wrap");
        return this;
    }

    @Override
    public MethodCacheConfiguration executor(Executor executor) {
        this.executor = requireNonNull(executor, "executor");
        return this;
    }

    @Override
    public MethodCacheConfiguration loadThreads(int threads) {
        if (threads <= 0) {
            throw new IllegalArgumentException("loadThreads must be positive, was " + threads);
        }
        loadThreads = threads;
        return this;
    }

    @Override
    public MethodCacheConfiguration ticker(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
        return this;
    }

    @Override
    public MethodCacheConfiguration scheduler(Scheduler scheduler) {
        this.scheduler = requireNonNull(scheduler, "scheduler");
        return this;
    }

    @Override
    public MethodCacheConfiguration random(DoubleSupplier random) {
        this.random = requireNonNull(random, "random");
        return this;
    }

    @Override
    public MethodCacheConfiguration joinLimit(Duration limit) {
        if (requireNonNull(limit, "limit").isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("joinLimit must be positive, was " + limit);
        }
        joinLimit = limit;
        return this;
    }

    @Override
    public MethodCacheConfiguration closeTimeout(Duration limit) {
        if (requireNonNull(limit, "limit").isNegative()) {
            throw new IllegalArgumentException("closeTimeout must be zero or more, was " + limit);
        }
        closeTimeout = limit;
        return this;
    }

    @Override
    public MethodCache build() {
        return new Assembly(this, path.get()).build(engine);
    }

    private static String notEmpty(String name, String parameter, String what) {
        if (requireNonNull(name, parameter).isEmpty()) {
            throw new IllegalArgumentException("the name of a " + what + " must not be empty");
        }
        return name;
    }
}
