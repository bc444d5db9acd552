package methodcache.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.api.spi.LockManagerProvider;

/** Ways to be wrong, around locks that are right. */
final class LockFaults {

    private LockFaults() {}

    /** A provider by its name, what it makes and the cluster that is behind that. */
    record Made(String name, Function<ClusterSettings, LockManager> maker, ReferenceCluster cluster)
            implements LockManagerProvider, ReferenceOutage.Behind {
        Made(String name, Function<ClusterSettings, LockManager> maker) {
            this(name, maker, new ReferenceCluster());
        }

        @Override
        public LockManager create(ClusterSettings settings) {
            return maker.apply(settings);
        }
    }

    /** As good as another. */
    static class Forwarding implements LockManager {
        final LockManager right;

        Forwarding(LockManager right) {
            this.right = right;
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return right.acquire(ask);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    /** As good as another. */
    static class ForwardingGrant implements Grant {
        final Grant right;

        ForwardingGrant(Grant right) {
            this.right = right;
        }

        @Override
        public long token() {
            return right.token();
        }

        @Override
        public CompletionStage<Boolean> renew(Duration lease) {
            return right.renew(lease);
        }

        @Override
        public CompletionStage<Void> release() {
            return right.release();
        }
    }

    /** What becomes of an acquire. */
    @FunctionalInterface
    interface Acquiring {
        CompletionStage<Optional<Grant>> acquire(LockManager right, Ask ask);
    }

    static LockManagerProvider wrap(UnaryOperator<LockManager> fault) {
        ReferenceCluster cluster = new ReferenceCluster();
        AtomicInteger nodes = new AtomicInteger();
        return new Made(
                "broken",
                settings -> fault.apply(
                        cluster.node("node-" + nodes.incrementAndGet()).locks().create(settings)),
                cluster);
    }

    static LockManagerProvider acquires(Acquiring acquiring) {
        return wrap(right -> new Forwarding(right) {
            @Override
            public CompletionStage<Optional<Grant>> acquire(Ask ask) {
                return acquiring.acquire(right, ask);
            }
        });
    }

    static LockManagerProvider asks(UnaryOperator<Ask> change) {
        return acquires((right, ask) -> right.acquire(change.apply(ask)));
    }

    static LockManagerProvider keys(UnaryOperator<String> change) {
        return asks(ask -> new Ask(change.apply(ask.key()), ask.permits(), ask.lease(), ask.patience()));
    }

    static LockManagerProvider permits(UnaryOperator<Integer> change) {
        return asks(ask -> new Ask(ask.key(), change.apply(ask.permits()), ask.lease(), ask.patience()));
    }

    static LockManagerProvider leases(UnaryOperator<Duration> change) {
        return asks(ask -> new Ask(ask.key(), ask.permits(), change.apply(ask.lease()), ask.patience()));
    }

    static LockManagerProvider patience(UnaryOperator<Duration> change) {
        return asks(ask -> new Ask(ask.key(), ask.permits(), ask.lease(), change.apply(ask.patience())));
    }

    static LockManagerProvider grants(UnaryOperator<Grant> change) {
        return acquires((right, ask) -> right.acquire(ask).thenApply(grant -> grant.map(change)));
    }

    static LockManagerProvider renews(Function<Grant, Function<Duration, CompletionStage<Boolean>>> change) {
        return grants(right -> new ForwardingGrant(right) {
            @Override
            public CompletionStage<Boolean> renew(Duration lease) {
                return change.apply(right).apply(lease);
            }
        });
    }

    static LockManagerProvider releases(Function<Grant, CompletionStage<Void>> change) {
        return grants(right -> new ForwardingGrant(right) {
            @Override
            public CompletionStage<Void> release() {
                return change.apply(right);
            }
        });
    }

    static Grant withToken(Grant right, long token) {
        return new ForwardingGrant(right) {
            @Override
            public long token() {
                return token;
            }
        };
    }

    static LockManagerProvider alone() {
        return new Made(
                "broken",
                settings -> new ReferenceCluster().node("alone").locks().create(settings));
    }

    /** Under another name, and without a look at options. */
    static LockManagerProvider named(UnaryOperator<String> name) {
        LockManagerProvider right = new ReferenceCluster().node("node").locks();
        return new Made(
                "broken", settings -> right.create(StoreFaults.renamed(settings, name.apply(settings.cacheName()))));
    }

    static LockManagerProvider joined(String separator) {
        LockManagerProvider right = new ReferenceCluster().node("node").locks();
        return new Made("broken", settings -> {
            LockManager all = right.create(StoreFaults.renamed(settings, "one"));
            return new Forwarding(all) {
                @Override
                public CompletionStage<Optional<Grant>> acquire(Ask ask) {
                    String key = settings.cacheName() + separator + ask.key();
                    return all.acquire(new Ask(key, ask.permits(), ask.lease(), ask.patience()));
                }
            };
        });
    }

    /** Lets go whoever holds the key now. */
    static LockManagerProvider releasesByKey() {
        Map<String, Grant> holders = new ConcurrentHashMap<>();
        return acquires((right, ask) -> right.acquire(ask)
                .thenApply(granted -> granted.map(grant -> {
                    holders.put(ask.key(), grant);
                    return new ForwardingGrant(grant) {
                        @Override
                        public CompletionStage<Void> release() {
                            return holders.get(ask.key()).release();
                        }
                    };
                })));
    }

    /** Whoever asked once for a key is let in again. */
    static final class Reentrant extends Forwarding {
        private final Map<String, Grant> held = new ConcurrentHashMap<>();

        Reentrant(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            Grant mine = held.get(ask.key());
            return mine != null
                    ? CompletableFuture.completedFuture(Optional.of(mine))
                    : right.acquire(ask).thenApply(granted -> {
                        granted.ifPresent(grant -> held.put(ask.key(), grant));
                        return granted;
                    });
        }
    }

    /** Tokens of each instance's own count. */
    static final class CountsItself extends Forwarding {
        private final AtomicLong last = new AtomicLong();

        CountsItself(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return right.acquire(ask)
                    .thenApply(granted -> granted.map(grant -> withToken(grant, last.incrementAndGet())));
        }
    }

    /** Who waits asks again and again, but not when the lock is let go: it waits for the lease. */
    static LockManagerProvider wakesByLease() {
        return releases(right -> CompletableFuture.completedFuture(null));
    }

    /** A token is drawn before the wait: of two who do so at once, the later one goes first. */
    static LockManagerProvider drawsFirst() {
        AtomicLong last = new AtomicLong();
        Exchanger<Long> meeting = new Exchanger<>();
        return acquires((right, ask) -> {
            long token = last.incrementAndGet();
            if (LogFaults.meet(meeting, token) > token) {
                LockSupport.parkNanos(5_000_000);
            }
            return right.acquire(ask).thenApply(granted -> granted.map(grant -> withToken(grant, token)));
        });
    }

    /** Who has let go once can do it again, for another. */
    static LockManagerProvider releasesAnother() {
        Map<String, List<Grant>> holders = new ConcurrentHashMap<>();
        return acquires((right, ask) -> right.acquire(ask)
                .thenApply(granted -> granted.map(grant -> {
                    List<Grant> all = holders.computeIfAbsent(ask.key(), key -> new CopyOnWriteArrayList<>());
                    all.add(grant);
                    AtomicBoolean released = new AtomicBoolean();
                    return new ForwardingGrant(grant) {
                        @Override
                        public CompletionStage<Void> release() {
                            Grant chosen = released.getAndSet(true) && !all.isEmpty() ? all.get(0) : grant;
                            all.remove(chosen);
                            return chosen.release();
                        }
                    };
                })));
    }
}
