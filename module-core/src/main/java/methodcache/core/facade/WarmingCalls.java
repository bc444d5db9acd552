package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import methodcache.api.BulkLoader;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoader;
import methodcache.api.TypeRef;
import methodcache.api.WarmingOperations;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.api.policy.CachePolicy;
import methodcache.core.engine.Loading;
import methodcache.core.engine.Request;
import methodcache.core.engine.ValueType;
import methodcache.core.engine.Warming;
import methodcache.core.key.CallKeys;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** Loading of keys that nobody waits for yet. */
abstract class WarmingCalls extends BulkCalls implements WarmingOperations {

    /** Begins to ask for keys. */
    private interface Beginning {
        CompletableFuture<WarmingReport> begin(List<String> keys, Warming.Requests requests);
    }

    WarmingCalls(Parts parts, CallKeys keys) {
        super(parts, keys);
    }

    private CompletableFuture<WarmingReport> each(
            Collection<String> keys,
            @Nullable ValueType type,
            CacheLoader<?> loader,
            WarmingRate rate,
            CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        requireNonNull(rate, "rate");
        return warming(
                keys,
                type,
                policy,
                (given, requests) -> Warming.ofEach(parts.engine(), given, requests, loader::load, rate));
    }

    private CompletableFuture<WarmingReport> batches(
            Collection<String> keys,
            @Nullable ValueType type,
            BulkLoader<?> loader,
            WarmingRate rate,
            CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        requireNonNull(rate, "rate");
        return warming(
                keys,
                type,
                policy,
                (given, requests) -> Warming.ofBatches(parts.engine(), given, requests, loader::load, rate));
    }

    private CompletableFuture<WarmingReport> warming(
            Collection<String> keys, @Nullable ValueType type, CompiledPolicy policy, Beginning beginning) {
        Map<String, Object> scope = parts.scopes().of(policy);
        String scopeText = Scopes.text(scope);
        List<String> given = distinct(keys, scopeText);
        if (given.isEmpty() || policy.off) {
            return nothing();
        }
        return beginning.begin(
                given,
                (String key, @Nullable Loading loading) -> new Request(StoreKeys.keyed(scopeText, key), policy, loading)
                        .given(key)
                        .type(type)
                        .seen(List.of(), scope, parts.services()));
    }

    /** A copy of the keys, none of which is refused later. */
    private static List<String> distinct(Collection<String> keys, String scopeText) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String key : requireNonNull(keys, "keys")) {
            StoreKeys.keyed(scopeText, requireNonNull(key, "keys must not contain null"));
            distinct.add(key);
        }
        return new ArrayList<>(distinct);
    }

    private CompletableFuture<WarmingReport> nothing() {
        try {
            parts.engine().checkOpen();
            return CompletableFuture.completedFuture(new WarmingReport(0, 0, 0, Map.of()));
        } catch (CacheClosedException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    @Override
    public final CompletableFuture<WarmingReport> warm(
            Collection<String> keys, CacheLoader<?> loader, WarmingRate rate) {
        return each(keys, null, loader, rate, parts.policies().defaults());
    }

    @Override
    public final CompletableFuture<WarmingReport> warm(
            Collection<String> keys, CacheLoader<?> loader, WarmingRate rate, CachePolicy policy) {
        return each(keys, null, loader, rate, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys, Class<T> type, CacheLoader<? extends T> loader, WarmingRate rate) {
        return each(keys, ValueType.of(type), loader, rate, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys,
            Class<T> type,
            CacheLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy) {
        return each(keys, ValueType.of(type), loader, rate, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys, TypeRef<T> type, CacheLoader<? extends T> loader, WarmingRate rate) {
        return each(keys, ValueType.of(type), loader, rate, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys,
            TypeRef<T> type,
            CacheLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy) {
        return each(keys, ValueType.of(type), loader, rate, parts.policies().of(policy));
    }

    @Override
    public final CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, BulkLoader<?> loader, WarmingRate rate) {
        return batches(keys, null, loader, rate, parts.policies().defaults());
    }

    @Override
    public final CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, BulkLoader<?> loader, WarmingRate rate, CachePolicy policy) {
        return batches(keys, null, loader, rate, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader, WarmingRate rate) {
        return batches(keys, ValueType.of(type), loader, rate, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys,
            Class<T> type,
            BulkLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy) {
        return batches(keys, ValueType.of(type), loader, rate, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader, WarmingRate rate) {
        return batches(keys, ValueType.of(type), loader, rate, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys,
            TypeRef<T> type,
            BulkLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy) {
        return batches(keys, ValueType.of(type), loader, rate, parts.policies().of(policy));
    }
}
