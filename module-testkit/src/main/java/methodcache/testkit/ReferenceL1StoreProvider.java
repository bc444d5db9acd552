package methodcache.testkit;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;

/**
 * Makes first layers that are plain and obviously right: a map in the order of use under one lock, which evicts what
 * was unused longest. For tests; threads that use one store wait for each other. It has no options.
 *
 * <p>Thread-safe. Not a registered service, lest a test path with a real provider have two: hand it over in code.
 */
public final class ReferenceL1StoreProvider implements L1StoreProvider {
    private final Executor notifications;

    /** Makes a provider whose stores call eviction listeners on the JDK's pool for asynchronous tasks. */
    public ReferenceL1StoreProvider() {
        this(new CompletableFuture<>().defaultExecutor());
    }

    /**
     * Makes a provider whose stores call eviction listeners as the caller likes.
     *
     * @param notifications runs the calls, one task each; not on the calling thread, as that may hold a lock of the
     *     engine's
     * @throws NullPointerException if it is null
     */
    public ReferenceL1StoreProvider(Executor notifications) {
        this.notifications = Objects.requireNonNull(notifications, "notifications");
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public L1Store create(L1Settings settings) {
        settings.options().forEach((option, value) -> {
            throw new IllegalArgumentException(
                    "reference has no option " + option + " (was set to " + value + "); there are none");
        });
        return new ReferenceL1Store(settings, notifications);
    }
}
