package methodcache.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.L2Write;

/** Ways to be wrong, around stores that are right. */
final class StoreFaults {

    private StoreFaults() {}

    /** A provider by its name, what it makes and the cluster that is behind that. */
    record Made(String name, Function<ClusterSettings, L2Store> maker, ReferenceCluster cluster)
            implements L2StoreProvider, ReferenceOutage.Behind {
        Made(String name, Function<ClusterSettings, L2Store> maker) {
            this(name, maker, new ReferenceCluster());
        }

        @Override
        public L2Store create(ClusterSettings settings) {
            return maker.apply(settings);
        }
    }

    /** As good as another. */
    static class Forwarding implements L2Store {
        final L2Store right;

        Forwarding(L2Store right) {
            this.right = right;
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys);
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            return right.writeAll(writes);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    static L2StoreProvider wrap(UnaryOperator<L2Store> fault) {
        ReferenceCluster cluster = new ReferenceCluster();
        AtomicInteger nodes = new AtomicInteger();
        return new Made(
                "broken",
                settings -> fault.apply(
                        cluster.node("node-" + nodes.incrementAndGet()).store().create(settings)),
                cluster);
    }

    static L2StoreProvider writes(UnaryOperator<List<L2Write>> change) {
        return wrap(right -> new Forwarding(right) {
            @Override
            public CompletionStage<Void> writeAll(List<L2Write> writes) {
                return right.writeAll(change.apply(writes));
            }
        });
    }

    static L2StoreProvider lives(UnaryOperator<Duration> change) {
        return writes(writes -> writes.stream()
                .map(write -> write instanceof L2Write.Put put
                        ? new L2Write.Put(put.key(), put.value(), change.apply(put.life()))
                        : write)
                .toList());
    }

    static L2StoreProvider answers(BiFunction<List<String>, Map<String, byte[]>, Map<String, byte[]>> change) {
        return wrap(right -> new Forwarding(right) {
            @Override
            public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
                return right.getAll(keys).thenApply(found -> change.apply(List.copyOf(keys), found));
            }
        });
    }

    static L2StoreProvider values(UnaryOperator<byte[]> change) {
        return answers((keys, found) -> {
            Map<String, byte[]> changed = new HashMap<>();
            found.forEach((key, value) -> changed.put(key, change.apply(value)));
            return changed;
        });
    }

    static L2StoreProvider keys(UnaryOperator<String> change) {
        return wrap(right -> new Keys(right, change));
    }

    static L2StoreProvider alone() {
        return new Made(
                "broken",
                settings -> new ReferenceCluster().node("alone").store().create(settings));
    }

    /** Under another name, and without a look at options. */
    static L2StoreProvider named(UnaryOperator<String> name) {
        L2StoreProvider right = new ReferenceCluster().node("node").store();
        return new Made("broken", settings -> right.create(renamed(settings, name.apply(settings.cacheName()))));
    }

    static L2StoreProvider joined(String separator) {
        L2StoreProvider right = new ReferenceCluster().node("node").store();
        return new Made(
                "broken",
                settings -> new Keys(
                        right.create(renamed(settings, "one")), key -> settings.cacheName() + separator + key));
    }

    static ClusterSettings renamed(ClusterSettings settings, String name) {
        return new ClusterSettings(name, settings.timeout(), Map.of());
    }

    /** Its name isn't in lower case. */
    static final class Capital implements L2StoreProvider {
        @Override
        public String name() {
            return "Broken";
        }

        @Override
        public L2Store create(ClusterSettings settings) {
            return new ReferenceCluster().node("node").store().create(settings);
        }
    }

    /** Reads and writes other keys; of those that fall together, the last is written. */
    static final class Keys extends Forwarding {
        private final UnaryOperator<String> change;

        Keys(L2Store right, UnaryOperator<String> change) {
            super(right);
            this.change = change;
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys.stream().map(change).distinct().toList()).thenApply(found -> {
                Map<String, byte[]> byAsked = new HashMap<>();
                for (String key : keys) {
                    byte[] value = found.get(change.apply(key));
                    if (value != null) {
                        byAsked.put(key, value);
                    }
                }
                return byAsked;
            });
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            Map<String, L2Write> changed = new LinkedHashMap<>();
            for (L2Write write : writes) {
                String key = change.apply(write.key());
                changed.put(
                        key,
                        write instanceof L2Write.Put put
                                ? new L2Write.Put(key, put.value(), put.life())
                                : new L2Write.Remove(key));
            }
            return right.writeAll(List.copyOf(changed.values()));
        }
    }

    static final class ReadsFew extends Forwarding {
        ReadsFew(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys.stream().limit(512).toList());
        }
    }

    static final class NeverNothing extends Forwarding {
        NeverNothing(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return keys.isEmpty() ? refused() : right.getAll(keys);
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            return writes.isEmpty() ? refused() : right.writeAll(writes);
        }

        private static <T> CompletionStage<T> refused() {
            return CompletableFuture.failedFuture(new IllegalArgumentException("nothing to do"));
        }
    }

    static final class Hasty extends Forwarding {
        Hasty(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(() -> right.writeAll(writes));
            return CompletableFuture.completedFuture(null);
        }
    }
}
