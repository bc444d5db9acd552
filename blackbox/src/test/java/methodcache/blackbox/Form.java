package methodcache.blackbox;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import methodcache.api.BulkLoader;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoader;
import methodcache.api.CacheSource;
import methodcache.api.MethodCache;
import methodcache.api.policy.EntryPolicyBuilder;

/** The ways to write one and the same call: a scenario runs over them by a table. */
enum Form {
    KEYED {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.getOrCreate(key, context -> source.load(), words);
        }
    },
    KEYED_TYPED {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.getOrCreate(key, String.class, context -> source.load(), words);
        }
    },
    KEYED_STAGE {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.getOrCreateAsync(key, context -> source.stage(), words);
        }
    },
    KEYED_ASYNC {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.getOrCreateAsync(key, CacheLoader.blocking(context -> source.load()), words);
        }
    },
    LAMBDA {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.cache((CacheSource<String>) source::load), key, words)
                    .execute();
        }
    },
    LAMBDA_ASYNC {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.cache((CacheSource<String>) source::load), key, words)
                    .executeAsync();
        }
    },
    LAMBDA_STAGE {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.<String>cacheAsync(source::stage), key, words).executeAsync();
        }
    },
    LAMBDA_STAGE_AWAITED {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.<String>cacheAsync(source::stage), key, words).execute();
        }
    },
    LAMBDA_LIMITED {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.cache((CacheSource<String>) source::load), key, words)
                    .withTimeout(Rig.LONG)
                    .execute();
        }
    },
    REFERENCE {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.<Source, String>call(Source::load, source), key, words)
                    .execute();
        }
    },
    REFERENCE_STAGE {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return said(cache.<Source, String>callAsync(Source::stage, source), key, words)
                    .executeAsync();
        }
    },
    BULK {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.getOrCreateMany(List.of(key), ofOne(source), words).get(key);
        }
    },
    BULK_KEYED {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return cache.<String, String>getOrCreateMany(
                            List.of(key),
                            id -> id,
                            (ids, context) -> ofOne(source).load(ids, context),
                            words)
                    .get(key);
        }
    },
    BULK_ASYNC {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return new Derived(
                    cache.getOrCreateManyAsync(List.of(key), BulkLoader.blocking(ofOne(source)), words), key);
        }
    },
    BULK_STAGE {
        @Override
        Object call(MethodCache cache, String key, Source source, Words words) {
            return new Derived(
                    cache.<String>getOrCreateManyAsync(
                            List.of(key),
                            (missing, context) -> source.stage().thenApply(value -> mapOf(missing.get(0), value)),
                            words),
                    key);
        }
    };

    /** Makes a value; a scenario's loader, whatever form the call has. */
    interface Source {
        String load() throws Exception;

        /** Told later, by another thread. */
        default CompletionStage<String> stage() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Rig.daemon("stage", () -> {
                try {
                    stage.complete(load());
                } catch (Throwable failure) {
                    stage.completeExceptionally(failure);
                }
            });
            return stage;
        }
    }

    /** Says the words of a call, whatever form it has. */
    interface Words extends Consumer<EntryPolicyBuilder<String, ?>> {}

    static final Words NONE = words -> {};

    /** A bulk call's future, and the key whose value is looked at. */
    private record Derived(CompletableFuture<Map<String, String>> future, String key) {}

    /** The value, or the future of it. */
    abstract Object call(MethodCache cache, String key, Source source, Words words);

    boolean async() {
        return name().endsWith("ASYNC") || name().endsWith("STAGE");
    }

    boolean bulk() {
        return name().startsWith("BULK");
    }

    /** Whether the loader runs on the thread of a caller who blocks. */
    boolean loadsHere() {
        return !async() && this != LAMBDA_LIMITED && this != LAMBDA_STAGE_AWAITED;
    }

    /** Whether a loader that blocks is run by the cache's executor. */
    boolean loadsOnExecutor() {
        return name().endsWith("ASYNC") || this == LAMBDA_LIMITED;
    }

    /** Makes the call and waits for its value; failures come out as the caller meets them. */
    String get(MethodCache cache, String key, Source source, Words words) {
        return Rig.value(begin(cache, key, source, words));
    }

    /** As {@link #get}, but on this thread in every form: for calls that loaders make. */
    String here(MethodCache cache, String key, Source source) {
        return async() ? get(cache, key, source) : (String) call(cache, key, source, NONE);
    }

    String get(MethodCache cache, String key, Source source) {
        return get(cache, key, source, NONE);
    }

    /** Makes the call; one that blocks has a thread of its own, and is told from its future's end. */
    Caller begin(MethodCache cache, String key, Source source, Words words) {
        if (!async()) {
            return Caller.blocking(() -> (String) call(cache, key, source, words));
        }
        Object begun = call(cache, key, source, words);
        if (begun instanceof Derived derived) {
            return new Caller(derived.future, derived.future.thenApply(map -> map.get(derived.key)), null);
        }
        @SuppressWarnings("unchecked") // every other asynchronous form gives this
        CompletableFuture<String> future = (CompletableFuture<String>) begun;
        return new Caller(future, future, null);
    }

    Caller begin(MethodCache cache, String key, Source source) {
        return begin(cache, key, source, NONE);
    }

    private static CacheCall<String> said(CacheCall<String> call, String key, Words words) {
        words.accept(call);
        return call.withKey(key);
    }

    private static BulkLoader<String> ofOne(Source source) {
        return (missing, context) -> mapOf(missing.get(0), source.load());
    }

    private static Map<String, String> mapOf(String key, String value) {
        return Collections.singletonMap(key, value);
    }
}
