package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import methodcache.api.AsyncCacheLoader;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoader;
import methodcache.api.CacheLookup;
import methodcache.api.KeyedOperations;
import methodcache.api.TypeRef;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import methodcache.core.engine.Entry;
import methodcache.core.engine.Loading;
import methodcache.core.engine.Refreshing;
import methodcache.core.engine.Request;
import methodcache.core.engine.ValueType;
import methodcache.core.key.CallKeys;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** Calls by key. A hit whose policy is plain makes nothing and passes through two small methods. */
abstract class KeyedCalls extends ChainedCalls implements KeyedOperations {

    private final boolean unscoped;

    KeyedCalls(Parts parts, CallKeys keys) {
        super(parts, keys);
        unscoped = parts.scopes().none();
    }

    private <T> T get(String key, @Nullable ValueType type, CacheLoader<? extends T> loader, CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        if (policy.plain && unscoped) {
            Object storeKey = StoreKeys.keyed(StoreKeys.NO_SCOPE, key);
            Entry entry = parts.hits().find(storeKey, policy.version, policy.early);
            if (entry != null && (type == null || type.fits(entry))) {
                policy.tally.hit();
                if (policy.early != null && entry.renewal() != null) {
                    refreshAhead(entry, key, type, blocking(loader), policy);
                }
                return Unchecked.cast(entry.value);
            }
            return load(storeKey, key, type, loader, policy);
        }
        return Unchecked.cast(parts.engine().call(request(key, type, blocking(loader), policy)));
    }

    private <T> T load(
            Object storeKey,
            String key,
            @Nullable ValueType type,
            CacheLoader<? extends T> loader,
            CompiledPolicy policy) {
        Request request = new Request(storeKey, policy, blocking(loader))
                .given(key)
                .type(type)
                .seen(List.of(), policy.scope, parts.services());
        return Unchecked.cast(parts.engine().miss(request));
    }

    private <T> CompletableFuture<T> getAsync(
            String key, @Nullable ValueType type, AsyncCacheLoader<? extends T> loader, CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        if (policy.plain && unscoped) {
            Object storeKey = StoreKeys.keyed(StoreKeys.NO_SCOPE, key);
            try {
                Entry entry = parts.hits().find(storeKey, policy.version, policy.early);
                if (entry != null && (type == null || type.fits(entry))) {
                    policy.tally.hit();
                    if (policy.early != null && entry.renewal() != null) {
                        refreshAhead(entry, key, type, staged(loader), policy);
                    }
                    return CompletableFuture.completedFuture(Unchecked.cast(entry.value));
                }
            } catch (CacheClosedException closed) {
                return CompletableFuture.failedFuture(closed);
            }
        }
        return Unchecked.cast(parts.engine().callAsync(request(key, type, staged(loader), policy)));
    }

    /** A hit of a value that is near the end of its life, or kept warm, or was to another call's policy. */
    private void refreshAhead(
            Entry entry, String key, @Nullable ValueType type, Loading loading, CompiledPolicy policy) {
        Refreshing.Due due = parts.engine().refreshing().due(entry, policy);
        if (due != Refreshing.Due.NOTHING) {
            parts.engine().refreshing().hit(due, entry, request(key, type, loading, policy));
        }
    }

    private Request request(String key, @Nullable ValueType type, @Nullable Loading loading, CompiledPolicy policy) {
        Map<String, Object> scope = parts.scopes().of(policy);
        return new Request(StoreKeys.keyed(Scopes.text(scope), key), policy, loading)
                .given(key)
                .type(type)
                .seen(List.of(), scope, parts.services());
    }

    private static Loading blocking(CacheLoader<?> loader) {
        return (Loading.Blocking) loader::load;
    }

    private static Loading staged(AsyncCacheLoader<?> loader) {
        return loader instanceof AsyncCacheLoader.Blocking<?> blocking
                ? blocking(blocking.loader())
                : (Loading.Staged) loader::load;
    }

    @Override
    public final <T> T getOrCreate(String key, CacheLoader<? extends T> loader) {
        return get(key, null, loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(String key, AsyncCacheLoader<? extends T> loader) {
        return getAsync(key, null, loader, parts.policies().defaults());
    }

    @Override
    public final <T> T getOrCreate(String key, CacheLoader<? extends T> loader, CachePolicy policy) {
        return get(key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, AsyncCacheLoader<? extends T> loader, CachePolicy policy) {
        return getAsync(key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> T getOrCreate(
            String key, CacheLoader<? extends T> loader, Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return get(key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, AsyncCacheLoader<? extends T> loader, Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return getAsync(key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> T getOrCreate(String key, Class<T> type, CacheLoader<? extends T> loader) {
        return get(key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, Class<T> type, AsyncCacheLoader<? extends T> loader) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> T getOrCreate(String key, Class<T> type, CacheLoader<? extends T> loader, CachePolicy policy) {
        return get(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, Class<T> type, AsyncCacheLoader<? extends T> loader, CachePolicy policy) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> T getOrCreate(
            String key,
            Class<T> type,
            CacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return get(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key,
            Class<T> type,
            AsyncCacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> T getOrCreate(String key, TypeRef<T> type, CacheLoader<? extends T> loader) {
        return get(key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, TypeRef<T> type, AsyncCacheLoader<? extends T> loader) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> T getOrCreate(String key, TypeRef<T> type, CacheLoader<? extends T> loader, CachePolicy policy) {
        return get(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key, TypeRef<T> type, AsyncCacheLoader<? extends T> loader, CachePolicy policy) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> T getOrCreate(
            String key,
            TypeRef<T> type,
            CacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return get(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<T> getOrCreateAsync(
            String key,
            TypeRef<T> type,
            AsyncCacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return getAsync(key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    // ---------------------------------------------------------------- look-ups

    private <T> CacheLookup<T> lookUp(String key, @Nullable ValueType type) {
        return Unchecked.cast(
                parts.engine().find(request(key, type, null, parts.policies().defaults())));
    }

    @Override
    public final <T> CacheLookup<T> tryGet(String key) {
        return lookUp(key, null);
    }

    @Override
    public final <T> CacheLookup<T> tryGet(String key, Class<T> type) {
        return lookUp(key, ValueType.of(type));
    }

    @Override
    public final <T> CacheLookup<T> tryGet(String key, TypeRef<T> type) {
        return lookUp(key, ValueType.of(type));
    }

    @Override
    public final <T> CompletableFuture<CacheLookup<T>> tryGetAsync(String key) {
        try {
            Request request = request(key, null, null, parts.policies().defaults());
            return Unchecked.cast(parts.engine().findAll(List.of(request)).thenApply(found -> found.get(0)));
        } catch (CacheClosedException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    // ---------------------------------------------------------------- writes

    private void keep(String key, @Nullable Object value, CompiledPolicy policy) {
        keep(Scopes.text(parts.scopes().of(policy)), key, value, policy);
    }

    private void keep(String scope, String key, @Nullable Object value, CompiledPolicy policy) {
        parts.engine().writing().putAndWait(StoreKeys.keyed(scope, key), value, policy, scope);
    }

    @Override
    public final void put(String key, @Nullable Object value) {
        keep(key, value, parts.policies().defaults());
    }

    @Override
    public final void put(String key, @Nullable Object value, CachePolicy policy) {
        keep(key, value, parts.policies().of(policy));
    }

    @Override
    public final void put(String key, @Nullable Object value, Consumer<? super PolicyBuilder<?>> policy) {
        keep(key, value, parts.policies().of(policy));
    }

    @Override
    public final CompletableFuture<Void> putAsync(String key, @Nullable Object value) {
        try {
            CompiledPolicy policy = parts.policies().defaults();
            String scope = Scopes.text(parts.scopes().of(policy));
            return parts.engine().writing().put(StoreKeys.keyed(scope, key), value, policy, scope);
        } catch (CacheClosedException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }
}
