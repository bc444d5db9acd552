package methodcache.blackbox.soak;

import java.io.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import methodcache.api.CacheContext;
import methodcache.api.MethodCache;

/** What is cached: gives values at once, late, after it was released, or not at all. Thread-safe. */
final class Source {

    static final String FALLBACK = "fallback of ";

    private static final String SEPARATOR = "#";

    /** What a loader throws that isn't checked. */
    static class Failure extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        final transient List<String> keys;
        final long began;

        Failure(List<String> keys, long began, Throwable cause) {
            super("failed " + keys + " at " + began, cause, false, false);
            this.keys = keys;
            this.began = began;
        }
    }

    /** What a loader throws that is checked. */
    static final class Checked extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        final Failure why;

        Checked(Failure why) {
            super(why.getMessage(), null, false, false);
            this.why = why;
        }
    }

    /** What a loader throws that nobody should catch. */
    static final class Broken extends Error {
        @Serial
        private static final long serialVersionUID = 1L;

        final Failure why;

        Broken(Failure why) {
            super(why.getMessage(), null, false, false);
            this.why = why;
        }
    }

    /** What an interrupted loader throws. */
    static final class Stopped extends InterruptedException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** What a call's loader does: by chance, anew in each run. */
    static final class Plan {

        final Group group;
        private final MethodCache cache;
        private final long seed;
        private final AtomicInteger runs = new AtomicInteger();

        Plan(Group group, MethodCache cache, long seed) {
            this.group = group;
            this.cache = cache;
            this.seed = seed;
        }

        MethodCache cache() {
            return cache;
        }

        SplittableRandom next() {
            return new SplittableRandom(seed + runs.incrementAndGet() * 0x9E3779B97F4A7C15L);
        }
    }

    /** One way to end. */
    enum Way {
        VALUE,
        SLOW,
        UNCHECKED,
        CHECKED,
        ERROR,
        HANG,
        STUBBORN,
        NULL,
        NESTED,
        NOT_MODIFIED;

        static Way of(Group group, SplittableRandom random) {
            int drawn = random.nextInt(100);
            if (group.broken && drawn < 80) {
                return drawn < 40 ? UNCHECKED : drawn < 70 ? CHECKED : ERROR;
            }
            int[] shares = {52, 18, 4, 4, 2, 2, 2, 4, 4, 8};
            int way = 0;
            while (drawn >= shares[way]) {
                drawn -= shares[way++];
            }
            Way found = values()[way];
            return found == NOT_MODIFIED && !group.says(Group.Word.NOT_MODIFIED) ? VALUE : found;
        }
    }

    /** One run of a loader. */
    private final class Run {

        final Plan plan;
        final List<String> keys;
        final long began = ledger.tick();
        final SplittableRandom random;
        final Way way;
        private boolean bounded;

        Run(Plan plan, List<String> keys, CacheContext context, boolean blockingOne) {
            this.plan = plan;
            this.keys = keys;
            random = plan.next();
            way = Way.of(plan.group, random);
            runs.add(keys.size());
            running.incrementAndGet();
            if (!blockingOne) {
                watch(context);
            }
            for (String key : keys) {
                if (!plan.group.keys.contains(key)) {
                    ledger.violation("a loader of " + plan.group + " is asked for " + key);
                }
            }
            // Lambdas and references have bounds of their own, by their place in the code.
            if (plan.group.hasBound() && context != null) {
                bounded = true;
                int now = plan.group.running.incrementAndGet();
                if (now > most) {
                    ledger.violation(now + " loads run at a time in " + plan.group);
                }
            }
            if (way == Way.HANG || way == Way.STUBBORN) {
                hangs.increment();
            }
        }

        /** A load that is cancelled meanwhile may be counted as cancelled, or as what its loader did. */
        private void watch(CacheContext context) {
            if (context == null) {
                unclear.add(keys.size());
                return;
            }
            AtomicInteger once = new AtomicInteger();
            context.cancellation().onCancel(() -> {
                if (once.getAndIncrement() == 0) {
                    unclear.add(keys.size());
                }
            });
            if (context.cancellation().isCancelled() && once.getAndIncrement() == 0) {
                unclear.add(keys.size());
            }
        }

        void end() {
            if (bounded) {
                plan.group.running.decrementAndGet();
            }
            running.decrementAndGet();
        }

        Failure failure(Throwable cause) {
            return new Failure(keys, began, cause);
        }

        String value(String key) {
            return key + SEPARATOR + began + SEPARATOR + random.nextInt(1_000_000);
        }
    }

    /** Keys that were loaded, by the runs of loaders. */
    final LongAdder runs = new LongAdder();

    /** Of these, those whose load was cancelled meanwhile. */
    final LongAdder unclear = new LongAdder();

    final LongAdder hangs = new LongAdder();
    final AtomicInteger running = new AtomicInteger();

    private final Ledger ledger;
    private final List<Group> groups;
    private final ScheduledExecutorService timer;

    /** So many loads of a group with a bound may run at a time. */
    private final int most;

    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
    private final Map<Object, CompletableFuture<Object>> hanging = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Source(Ledger ledger, List<Group> groups, ScheduledExecutorService timer, int most) {
        this.ledger = ledger;
        this.groups = groups;
        this.timer = timer;
        this.most = most;
    }

    // ---------------------------------------------------------------- what a value says

    static boolean isOf(String value, String key) {
        return value.startsWith(key + SEPARATOR);
    }

    /** When the load of a value began, or when a later one found it unchanged. */
    long began(String value) {
        long own = Long.parseLong(value.split(SEPARATOR, 3)[1]);
        return Math.max(own, confirmed.getOrDefault(value, 0L));
    }

    /** A value that is about to be put: until that has returned, nobody can say since when it is there. */
    String given(String key, long began) {
        String value = key + SEPARATOR + began + SEPARATOR + "put";
        confirmed.put(value, Long.MAX_VALUE);
        return value;
    }

    /** A value has been put. */
    void isGiven(String value) {
        confirmed.put(value, ledger.tick());
    }

    // ---------------------------------------------------------------- loaders

    String load(CacheContext context, Plan plan) throws Exception {
        return load(context, context.key(), plan);
    }

    String load(CacheContext context, String key, Plan plan) throws Exception {
        Run run = new Run(plan, List.of(key), context, true);
        try {
            pause(run);
            return run.way == Way.NOT_MODIFIED ? unchanged(context, run, key) : made(run, key);
        } finally {
            run.end();
        }
    }

    Map<String, String> loadMany(List<String> keys, CacheContext context, Plan plan) throws Exception {
        Run run = new Run(plan, keys, context, false);
        try {
            pause(run);
            return madeMany(run);
        } finally {
            run.end();
        }
    }

    CompletionStage<String> stage(CacheContext context, String key, Plan plan) throws Exception {
        return stage(new Run(plan, List.of(key), context, false), run -> made(run, key));
    }

    CompletionStage<Map<String, String>> stageMany(List<String> keys, CacheContext context, Plan plan)
            throws Exception {
        return stage(new Run(plan, keys, context, false), this::madeMany);
    }

    /** Makes what a run gives. */
    private interface Making<T> {
        T of(Run run) throws Exception;
    }

    private <T> CompletionStage<T> stage(Run run, Making<T> making) throws Exception {
        if (run.random.nextInt(8) == 0 && run.way != Way.NESTED) {
            // Within the call: also by throwing.
            try {
                return CompletableFuture.completedFuture(making.of(run));
            } finally {
                run.end();
            }
        }
        CompletableFuture<Object> due = new CompletableFuture<>();
        CompletableFuture<T> made = new CompletableFuture<>();
        Object mark = new Object();
        due.whenComplete((nothing, failure) -> {
            hanging.remove(mark);
            T value;
            try {
                value = making.of(run);
            } catch (Throwable thrown) {
                run.end();
                made.completeExceptionally(thrown);
                return;
            }
            run.end();
            made.complete(value);
        });
        if (run.way == Way.HANG || run.way == Way.STUBBORN) {
            hanging.put(mark, due);
            if (isReleased()) {
                due.complete(null);
            }
        } else {
            timer.schedule(() -> due.complete(null), run.random.nextInt(20_000), TimeUnit.MICROSECONDS);
        }
        return made;
    }

    private void pause(Run run) throws Stopped {
        switch (run.way) {
            case SLOW -> lingers(1 + run.random.nextInt(30));
            case HANG -> hang(run, false);
            case STUBBORN -> hang(run, true);
            default -> {}
        }
    }

    private boolean isReleased() {
        return released.getCount() == 0;
    }

    /** Takes a while, or less when all are released. */
    @SuppressWarnings("ReturnValueIgnored") // how it ended doesn't matter
    private void lingers(int millis) throws Stopped {
        try {
            released.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            throw new Stopped();
        }
    }

    private void hang(Run run, boolean stubborn) throws Stopped {
        boolean interrupted = false;
        int gates = run.random.nextInt(10) == 0 ? 4 : 1;
        while (gates > 0 && !isReleased()) {
            try {
                // Looked at again and again: the last gate may be taken just before all are released.
                gates -= gate.await(1, TimeUnit.SECONDS) ? 1 : 0;
            } catch (InterruptedException stop) {
                interrupted = true;
                if (!stubborn) {
                    throw new Stopped();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> madeMany(Run run) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (String key : run.keys) {
            String value = made(run, key);
            if (value != null || run.random.nextBoolean()) {
                values.put(key, value);
            }
        }
        values.put("unasked", "unasked" + SEPARATOR + run.began + SEPARATOR);
        return values;
    }

    private String made(Run run, String key) throws Exception {
        switch (run.way) {
            case UNCHECKED -> throw run.failure(null);
            case CHECKED -> throw new Checked(run.failure(null));
            case ERROR -> throw new Broken(run.failure(null));
            case NULL -> {
                return null;
            }
            case NESTED -> nested(run);
            default -> {}
        }
        return run.value(key);
    }

    private String unchanged(CacheContext context, Run run, String key) {
        if (context == null || context.previous() == null || context.previous().value() == null) {
            return run.value(key);
        }
        String same = context.notModified();
        if (!isOf(same, key)) {
            ledger.violation("the previous value of " + key + " is " + same);
        }
        confirmed.merge(same, run.began, Math::max);
        return same;
    }

    /** Set by the soak: a call for another key, from within a loader. */
    volatile Function<Plan, Runnable> asking = plan -> () -> {};

    private void nested(Run run) {
        Group other = groups.get(run.random.nextInt(groups.size()));
        if (other.hasBound()) {
            return;
        }
        try {
            asking.apply(new Plan(other, run.plan.cache, run.random.nextLong())).run();
        } catch (RuntimeException | Error thrown) {
            throw run.failure(thrown);
        }
    }

    // ---------------------------------------------------------------- hanging

    /** Lets those go who hang now. */
    void letGo() {
        CountDownLatch open = gate;
        gate = new CountDownLatch(1);
        open.countDown();
        hanging.values().forEach(due -> due.complete(null));
    }

    /** Lets all go who hang, now and later. */
    void release() {
        released.countDown();
        letGo();
        letGo();
    }

    void forget() {
        confirmed.clear();
    }
}
