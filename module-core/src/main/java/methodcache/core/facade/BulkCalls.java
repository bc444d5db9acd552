package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import methodcache.api.AsyncBulkLoader;
import methodcache.api.BulkLoader;
import methodcache.api.BulkOperations;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLookup;
import methodcache.api.KeyedBulkLoader;
import methodcache.api.TypeRef;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.core.engine.BlockingBulkCall;
import methodcache.core.engine.BulkLoading;
import methodcache.core.engine.Request;
import methodcache.core.engine.StagedBulkCall;
import methodcache.core.engine.ValueType;
import methodcache.core.key.CallKeys;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** Calls for many keys. */
abstract class BulkCalls extends KeyedCalls implements BulkOperations {

    BulkCalls(Parts parts, CallKeys keys) {
        super(parts, keys);
    }

    private <T> Map<String, T> many(
            Collection<String> keys, @Nullable ValueType type, BulkLoader<? extends T> loader, CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        return Unchecked.cast(
                new BlockingBulkCall(parts.engine(), requests(keys, type, policy, true), loader::load).run());
    }

    private <T> CompletableFuture<Map<String, T>> manyAsync(
            Collection<String> keys,
            @Nullable ValueType type,
            AsyncBulkLoader<? extends T> loader,
            CompiledPolicy policy) {
        requireNonNull(loader, "loader");
        BulkLoading loading = loader instanceof AsyncBulkLoader.Blocking<?> blocking
                ? (BulkLoading.Blocking) blocking.loader()::load
                : (BulkLoading.Staged) loader::load;
        try {
            return Unchecked.cast(
                    new StagedBulkCall(parts.engine(), requests(keys, type, policy, true), loading).run());
        } catch (CacheClosedException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private Map<String, Request> requests(
            Collection<String> keys, @Nullable ValueType type, CompiledPolicy policy, boolean loads) {
        if (requireNonNull(keys, "keys").isEmpty()) {
            // Nothing is asked for that would be refused.
            parts.engine().checkOpen();
        }
        Map<String, Object> scope = parts.scopes().of(policy);
        String scopeText = Scopes.text(scope);
        Map<String, Request> requests = new LinkedHashMap<>();
        for (String key : keys) {
            requests.computeIfAbsent(requireNonNull(key, "keys must not contain null"), asked -> {
                Request request = new Request(StoreKeys.keyed(scopeText, asked), policy, null)
                        .given(asked)
                        .type(type)
                        .seen(List.of(), scope, parts.services());
                return loads ? request.loaded() : request;
            });
        }
        return requests;
    }

    private <K, T> Map<K, T> byId(
            Collection<K> ids,
            Function<? super K, String> key,
            @Nullable ValueType type,
            KeyedBulkLoader<K, ? extends T> loader,
            CompiledPolicy policy) {
        requireNonNull(key, "key");
        requireNonNull(loader, "loader");
        Map<String, K> idByKey = new LinkedHashMap<>();
        for (K id : requireNonNull(ids, "ids")) {
            String text = key.apply(requireNonNull(id, "ids must not contain null"));
            idByKey.putIfAbsent(requireNonNull(text, () -> "the key of id " + id + " is null"), id);
        }
        Map<String, T> values = many(
                idByKey.keySet(),
                type,
                (missing, context) -> {
                    List<K> asked = new ArrayList<>(missing.size());
                    missing.forEach(text -> asked.add(idOf(idByKey, text)));
                    Map<K, ? extends T> loaded = loader.load(Collections.unmodifiableList(asked), context);
                    return loaded == null ? Unchecked.cast(null) : byKey(missing, idByKey, loaded);
                },
                policy);
        Map<K, T> result = new LinkedHashMap<>();
        values.forEach((text, value) -> result.put(idOf(idByKey, text), value));
        return Collections.unmodifiableMap(result);
    }

    private static <K> K idOf(Map<String, K> idByKey, String text) {
        return requireNonNull(idByKey.get(text), text);
    }

    private static <K, T> Map<String, T> byKey(
            List<String> missing, Map<String, K> idByKey, Map<K, ? extends T> loaded) {
        Map<String, T> values = new HashMap<>();
        for (String text : missing) {
            T value = loaded.get(idOf(idByKey, text));
            if (value != null) {
                values.put(text, value);
            }
        }
        return values;
    }

    private <T> Map<String, T> lookUpMany(Collection<String> keys, @Nullable ValueType type) {
        CompiledPolicy policy = parts.policies().defaults();
        Map<String, Request> requests = requests(keys, type, policy, false);
        Iterator<CacheLookup<Object>> lookups =
                parts.engine().find(List.copyOf(requests.values())).iterator();
        Map<String, T> found = new LinkedHashMap<>();
        for (String key : requests.keySet()) {
            CacheLookup<Object> lookup = lookups.next();
            if (lookup.found()) {
                found.put(key, Unchecked.cast(lookup.value()));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(Collection<String> keys, BulkLoader<? extends T> loader) {
        return many(keys, null, loader, parts.policies().defaults());
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, BulkLoader<? extends T> loader, CachePolicy policy) {
        return many(keys, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys,
            BulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return many(keys, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, AsyncBulkLoader<? extends T> loader) {
        return manyAsync(keys, null, loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, AsyncBulkLoader<? extends T> loader, CachePolicy policy) {
        return manyAsync(keys, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return manyAsync(keys, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids, Function<? super K, String> key, KeyedBulkLoader<K, ? extends T> loader) {
        return byId(ids, key, null, loader, parts.policies().defaults());
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy) {
        return byId(ids, key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return byId(ids, key, null, loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader) {
        return many(keys, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, Class<T> type, AsyncBulkLoader<? extends T> loader) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids, Function<? super K, String> key, Class<T> type, KeyedBulkLoader<K, ? extends T> loader) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader, CachePolicy policy) {
        return many(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, Class<T> type, AsyncBulkLoader<? extends T> loader, CachePolicy policy) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            Class<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys,
            Class<T> type,
            BulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return many(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            Class<T> type,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            Class<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader) {
        return many(keys, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, TypeRef<T> type, AsyncBulkLoader<? extends T> loader) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().defaults());
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader, CachePolicy policy) {
        return many(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, TypeRef<T> type, AsyncBulkLoader<? extends T> loader, CachePolicy policy) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> getOrCreateMany(
            Collection<String> keys,
            TypeRef<T> type,
            BulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return many(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            TypeRef<T> type,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return manyAsync(keys, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy) {
        return byId(ids, key, ValueType.of(type), loader, parts.policies().of(policy));
    }

    @Override
    public final <T> Map<String, T> tryGetMany(Collection<String> keys) {
        return lookUpMany(keys, null);
    }

    @Override
    public final <T> Map<String, T> tryGetMany(Collection<String> keys, Class<T> type) {
        return lookUpMany(keys, ValueType.of(type));
    }

    @Override
    public final <T> Map<String, T> tryGetMany(Collection<String> keys, TypeRef<T> type) {
        return lookUpMany(keys, ValueType.of(type));
    }

    @Override
    public final void putMany(Map<String, ?> values) {
        keepAll(values, parts.policies().defaults());
    }

    @Override
    public final void putMany(Map<String, ?> values, CachePolicy policy) {
        keepAll(values, parts.policies().of(policy));
    }

    private void keepAll(Map<String, ?> values, CompiledPolicy policy) {
        if (requireNonNull(values, "values").isEmpty()) {
            parts.engine().checkOpen();
        }
        String scope = Scopes.text(parts.scopes().of(policy));
        parts.engine().writing().putAll(scope, values, policy);
    }
}
