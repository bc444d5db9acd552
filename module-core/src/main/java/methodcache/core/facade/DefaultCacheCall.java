package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheCall;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLookup;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.ServiceLookup;
import methodcache.api.TypeRef;
import methodcache.core.engine.Entry;
import methodcache.core.engine.Refreshing;
import methodcache.core.engine.Request;
import methodcache.core.engine.ValueType;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Target;
import methodcache.core.key.CallIdentity;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Words;
import methodcache.core.policy.WordsBuilder;
import org.jspecify.annotations.Nullable;

/** A chain over a lambda or a method reference. Finds out what it is only when it is run. */
final class DefaultCacheCall<T> extends WordsBuilder<T, CacheCall<T>> implements CacheCall<T> {

    private final Parts parts;
    private final Invocation invocation;
    private final boolean async;
    private final CallIdentity identity;
    private @Nullable String givenKey;
    private @Nullable ValueType type;
    private @Nullable Duration timeout;
    private @Nullable ServiceLookup services;

    DefaultCacheCall(Parts parts, Invocation invocation, boolean async, CallIdentity identity) {
        this.parts = parts;
        this.invocation = invocation;
        this.async = async;
        this.identity = identity;
    }

    @Override
    protected CacheCall<T> self() {
        return this;
    }

    @Override
    public CacheCall<T> withKey(String key) {
        if (requireNonNull(key, "key").isEmpty()) {
            throw new IllegalArgumentException("key must not be empty");
        }
        givenKey = key;
        return this;
    }

    @Override
    public CacheCall<T> withType(Class<? super T> expected) {
        type = ValueType.of(expected);
        return this;
    }

    @Override
    public CacheCall<T> withType(TypeRef<T> expected) {
        type = ValueType.of(expected);
        return this;
    }

    @Override
    public CacheCall<T> withTimeout(Duration limit) {
        if (requireNonNull(limit, "timeout").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + limit);
        }
        timeout = limit;
        return this;
    }

    @Override
    public CacheCall<T> withServices(ServiceLookup lookup) {
        services = requireNonNull(lookup, "services");
        return this;
    }

    @Override
    public T execute() {
        CompiledPolicy plain = plain();
        if (plain == null) {
            return Unchecked.cast(parts.engine().call(request(policy(), true)));
        }
        Object key = key(StoreKeys.NO_SCOPE, plain);
        Entry entry = parts.hits().find(key, words().versionOr(plain.version), plain.early);
        if (entry != null && fits(entry)) {
            plain.tally.hit();
            refreshAhead(entry, plain);
            return Unchecked.cast(entry.value);
        }
        return Unchecked.cast(parts.engine().miss(request(policy(), true)));
    }

    @Override
    public CompletableFuture<T> executeAsync() {
        CompiledPolicy plain = plain();
        if (plain != null) {
            Object key = key(StoreKeys.NO_SCOPE, plain);
            try {
                Entry entry = parts.hits().find(key, words().versionOr(plain.version), plain.early);
                if (entry != null && fits(entry)) {
                    plain.tally.hit();
                    refreshAhead(entry, plain);
                    return CompletableFuture.completedFuture(Unchecked.cast(entry.value));
                }
            } catch (CacheClosedException closed) {
                return CompletableFuture.failedFuture(closed);
            }
        }
        return Unchecked.cast(parts.engine().callAsync(request(policy(), true)));
    }

    private void refreshAhead(Entry entry, CompiledPolicy plain) {
        if (plain.early != null && entry.renewal() != null) {
            Refreshing.Due due = parts.engine().refreshing().due(entry, plain);
            if (due != Refreshing.Due.NOTHING) {
                parts.engine().refreshing().hit(due, entry, request(policy(), true));
            }
        }
    }

    @Override
    public CacheLookup<T> tryGet() {
        return Unchecked.cast(parts.engine().find(request(policy(), false)));
    }

    @Override
    public T refresh() {
        return Unchecked.cast(parts.engine().call(request(policy(), true).refresh()));
    }

    @Override
    public CompletableFuture<T> refreshAsync() {
        return Unchecked.cast(parts.engine().callAsync(request(policy(), true).refresh()));
    }

    @Override
    public InvalidationReport invalidate() {
        Object key = storeKey();
        return parts.invalidate(Invalidation.keys(StoreKeys.text(key)), Event.of(new Target.Key(key)))
                .report();
    }

    @Override
    public String key() {
        return StoreKeys.text(storeKey());
    }

    private Object storeKey() {
        CompiledPolicy policy = policy();
        return key(Scopes.text(parts.scopes().of(policy)), policy);
    }

    private Object key(String scope, CompiledPolicy policy) {
        return givenKey != null ? StoreKeys.keyed(scope, givenKey) : identity.key(scope, policy.generator);
    }

    private boolean fits(Entry entry) {
        return type == null || type.fits(entry);
    }

    /** The policy without this call's words, if a hit needs none of either; else null. */
    private @Nullable CompiledPolicy plain() {
        if (words().touchHits() || !parts.scopes().none() || parts.policies().overridden()) {
            return null;
        }
        CompiledPolicy base = parts.policies().of(identity.method(), identity.name());
        return base.plain ? base : null;
    }

    private CompiledPolicy policy() {
        Words words = words();
        return words.isEmpty()
                ? parts.policies().of(identity.method(), identity.name())
                : parts.policies().of(identity.method(), identity.name(), words);
    }

    private Request request(CompiledPolicy policy, boolean loads) {
        Map<String, Object> scope = parts.scopes().of(policy);
        Object key = key(Scopes.text(scope), policy);
        return new Request(key, policy, !loads ? null : async ? invocation.staged() : invocation.blocking())
                .given(givenKey)
                .type(type)
                .derived(identity.valueType(async))
                .timeout(timeout)
                .seen(identity.arguments(), scope, services == null ? parts.services() : services);
    }
}
