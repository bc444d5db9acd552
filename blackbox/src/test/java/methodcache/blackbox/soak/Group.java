package methodcache.blackbox.soak;

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import methodcache.api.CacheContext;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import methodcache.api.policy.StampedeProtection;

/** Keys that share a policy, which has some of the words that say how loads behave. */
final class Group {

    /** Words, of which a group has some. */
    enum Word {
        STALE,
        AHEAD,
        EVERY,
        XFETCH,
        SOFT,
        HARD,
        FALLBACK,
        FAILURES,
        BREAKER,
        NAMED_BREAKER,
        BULKHEAD,
        NAMED_BULKHEAD,
        POLICY_BULKHEAD,
        NULLS,
        SLIDING,
        NOT_MODIFIED,
        LOCK,
        REQUIRED_LOCK
    }

    static final Duration MAX_STALE = ofMillis(400);
    static final int PERMITS = 3;

    /** A named policy that bounds loads in the cluster. */
    static final String BOUNDED = "bounded";

    private static final int KEYS = 8;

    final String name;
    final Set<Word> words;
    final List<String> keys = new ArrayList<>();
    final CachePolicy policy;
    final CachePolicy warming;

    /** How many keys a warming has asked for. */
    final LongAdder warmed = new LongAdder();

    final LongAdder fallbacks = new LongAdder();

    /** Loaders that run by the bound. */
    final AtomicInteger running = new AtomicInteger();

    /** Whether most of its loads fail just now. */
    volatile boolean broken;

    private final int life;

    Group(int number, Set<Word> words, SplittableRandom random) {
        name = "g" + number;
        this.words = words;
        life = 300 + random.nextInt(600);
        for (int i = 0; i < KEYS; i++) {
            keys.add(name + "/k" + i);
        }
        policy = CachePolicy.of(this::say);
        warming = CachePolicy.of(p -> p.withPolicy(policy).when(counting()));
    }

    /** Every word alone, and combinations. */
    static List<Group> all(SplittableRandom random, Set<Word> without, int combinations) {
        List<Set<Word>> sets = new ArrayList<>();
        sets.add(EnumSet.noneOf(Word.class));
        for (Word word : Word.values()) {
            sets.add(EnumSet.of(word));
        }
        for (int i = 0; i < combinations; i++) {
            Set<Word> some = EnumSet.noneOf(Word.class);
            int most = 2 + random.nextInt(4);
            for (int j = 0; j < most; j++) {
                some.add(Word.values()[random.nextInt(Word.values().length)]);
            }
            sets.add(some);
        }
        List<Group> groups = new ArrayList<>();
        for (Set<Word> some : sets) {
            some.removeAll(without);
            if (some.contains(Word.SOFT) || some.contains(Word.REQUIRED_LOCK)) {
                some.add(some.contains(Word.SOFT) ? Word.STALE : Word.LOCK);
            }
            if (some.contains(Word.REQUIRED_LOCK)) {
                some.add(Word.LOCK);
            }
            groups.add(new Group(groups.size(), some, random));
        }
        return groups;
    }

    boolean says(Word word) {
        return words.contains(word);
    }

    boolean hasBound() {
        return says(Word.BULKHEAD) || says(Word.NAMED_BULKHEAD) || says(Word.POLICY_BULKHEAD);
    }

    boolean hasBreaker() {
        return says(Word.BREAKER) || says(Word.NAMED_BREAKER);
    }

    String tag() {
        return "tag-" + name;
    }

    String prefix() {
        return name + "/";
    }

    private Predicate<CacheContext> counting() {
        return context -> {
            warmed.increment();
            return true;
        };
    }

    /** The words of a call: a policy that is kept, and what sees the value. */
    void say(EntryPolicyBuilder<String, ?> p) {
        p.withPolicy(policy);
        if (says(Word.FALLBACK)) {
            p.withFallback(RuntimeException.class, (failure, context) -> fallback(context));
            p.withFallback(Source.Checked.class, (failure, context) -> fallback(context));
        }
    }

    private String fallback(CacheContext context) {
        fallbacks.increment();
        return Source.FALLBACK + context.key();
    }

    private void say(PolicyBuilder<?> p) {
        p.withDuration(ofMillis(life)).withTags(tag(), "all");
        for (Word word : words) {
            say(word, p);
        }
    }

    private void say(Word word, PolicyBuilder<?> p) {
        switch (word) {
            case STALE -> p.withStaleOnError(MAX_STALE, ofMillis(20));
            case AHEAD -> p.withRefreshAhead(ofMillis(life / 3));
            case EVERY -> p.refreshEvery(ofMillis(life / 3));
            case XFETCH -> p.withStampedeProtection(StampedeProtection.probabilistic(1));
            case SOFT -> p.withSoftTimeout(ofMillis(8));
            case HARD -> p.withHardTimeout(ofMillis(50));
            case FAILURES ->
                p.cacheFailures(Source.Failure.class, ofMillis(40))
                        .cacheFailures(Source.Checked.class, ofMillis(20))
                        .cacheFailures(Source.Broken.class, ofMillis(30));
            case BREAKER -> p.withCircuitBreaker(4, ofMillis(50));
            case NAMED_BREAKER -> p.withCircuitBreaker("breaker", 6, ofMillis(30));
            case BULKHEAD -> p.withMaxConcurrentLoads(PERMITS);
            case NAMED_BULKHEAD -> p.withMaxConcurrentLoads("bulkhead", PERMITS);
            case POLICY_BULKHEAD -> p.withPolicy(BOUNDED);
            case NULLS -> p.cacheNulls(ofMillis(100));
            case SLIDING -> p.withSlidingExpiration(ofMillis(life / 2));
            case LOCK -> p.withDistributedLock(ofMillis(100));
            case REQUIRED_LOCK -> p.requireDistributedLock(true);
            case FALLBACK, NOT_MODIFIED -> {}
        }
    }

    @Override
    public String toString() {
        return name + words;
    }
}
