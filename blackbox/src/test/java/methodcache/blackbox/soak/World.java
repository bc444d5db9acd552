package methodcache.blackbox.soak;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.blackbox.soak.Group.Word;
import methodcache.blackbox.soak.Source.Plan;

/** Caches, their source, and all who use them at once, for one round. */
final class World {

    private static final int PLATFORM = 10;
    private static final int VIRTUAL = 10;
    private static final int OPEN = 150;
    private static final int SAMPLED = 16;
    private static final int MOST_SAMPLES = 4_000;

    /** Things that were handed to a cache or given by it, and that must go. */
    static final class Samples {

        private final Queue<WeakReference<Object>> kept = new ConcurrentLinkedQueue<>();
        private final AtomicInteger seen = new AtomicInteger();

        void add(Object thing) {
            int number = seen.getAndIncrement();
            if (number % SAMPLED == 0 && number / SAMPLED < MOST_SAMPLES) {
                kept.add(new WeakReference<>(thing));
            }
        }

        long left() {
            return kept.stream().filter(thing -> thing.get() != null).count();
        }

        @Override
        public String toString() {
            return left() + " of " + kept.size() + " are left, such as "
                    + kept.stream()
                            .map(WeakReference::get)
                            .filter(thing -> thing != null)
                            .limit(3)
                            .toList();
        }
    }

    final List<Group> groups;

    /** Whether nobody gives up: then each load is counted by what its loader does. */
    final boolean patient;

    final Ledger ledger = new Ledger();
    final Tally tally = new Tally();
    final Source source;
    final List<MethodCache> caches = new ArrayList<>();
    final Samples plans = new Samples();
    final Samples policies = new Samples();
    final Samples values = new Samples();
    final LongAdder calls = new LongAdder();

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "soak-source");
        thread.setDaemon(true);
        return thread;
    });
    private final long seed;
    private final Forms forms;
    private final Semaphore open = new Semaphore(OPEN);
    private final List<Slot> slots = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    World(long seed, int nodes, boolean patient, Set<Word> without) {
        this.seed = seed;
        this.patient = patient;
        Set<Word> left = EnumSet.noneOf(Word.class);
        left.addAll(without);
        if (patient) {
            // After ten times its limit a load is cancelled.
            left.add(Word.HARD);
        }
        groups = Group.all(new SplittableRandom(seed), left, 12);
        source = new Source(ledger, groups, timer, patient ? Group.PERMITS * nodes : Integer.MAX_VALUE);
        forms = new Forms(this);
        source.asking = forms::nested;
    }

    Plan plan(Group group, MethodCache cache, long random) {
        Plan plan = new Plan(group, cache, random);
        plans.add(plan);
        return plan;
    }

    /** A policy of one call, with states of its own. */
    CachePolicy thrownAway(Group group) {
        CachePolicy policy = CachePolicy.of(p -> {
            p.withPolicy(group.policy);
            if (!group.says(Word.EVERY) && !group.hasBound()) {
                p.withMaxConcurrentLoads(2).withCircuitBreaker(1_000, Group.MAX_STALE);
            }
        });
        policies.add(policy);
        return policy;
    }

    // ---------------------------------------------------------------- futures

    /** Has an answer judged when it comes; its caller may give up before. */
    <T> void track(
            CompletableFuture<T> future, boolean mayGiveUp, Call call, Consumer<T> judge, SplittableRandom random) {
        open.acquireUninterruptibly();
        boolean gives = mayGiveUp && !patient && random.nextInt(8) == 0;
        call.cancelled = gives;
        future.whenComplete((value, failure) -> {
            try {
                if (failure != null) {
                    call.failed(failure);
                } else {
                    judge.accept(value);
                }
            } catch (Throwable broken) {
                call.check(false, "can't be judged: " + broken);
            } finally {
                open.release();
            }
        });
        if (!gives) {
            return;
        }
        int after = random.nextInt(3);
        if (after == 0) {
            future.cancel(true);
        } else if (after == 1) {
            timer.schedule(() -> future.cancel(true), random.nextInt(40), TimeUnit.MILLISECONDS);
        } else {
            future.orTimeout(1 + random.nextInt(40), TimeUnit.MILLISECONDS);
        }
    }

    // ---------------------------------------------------------------- all at once

    void run(long millis) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Thread> threads = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(PLATFORM + (hasVirtualThreads() ? VIRTUAL : 0));
        for (int i = 0; i < PLATFORM; i++) {
            threads.add(begin("caller", caller(random.split(), left)));
        }
        if (hasVirtualThreads()) {
            for (int i = 0; i < VIRTUAL; i++) {
                beginVirtual(caller(random.split(), left));
            }
        }
        threads.add(begin("invalidations", invalidations(random.split())));
        threads.add(begin("trouble", trouble(random.split())));
        if (left.await(millis, TimeUnit.MILLISECONDS)) {
            ledger.violation("all callers have gone before their time");
        }
        over.countDown();
        Thread letting = begin("release", () -> {
            source.release();
        });
        letting.join();
        if (!left.await(60, TimeUnit.SECONDS)) {
            ledger.violation("callers are still there 60 seconds after all loaders were released: " + stacks());
        }
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        if (!open.tryAcquire(OPEN, 60, TimeUnit.SECONDS)) {
            ledger.violation((OPEN - open.availablePermits()) + " futures aren't complete after 60 seconds");
        }
    }

    void end() {
        timer.shutdownNow();
        slots.clear();
    }

    private Runnable caller(SplittableRandom random, CountDownLatch left) {
        Slot slot = new Slot();
        synchronized (slots) {
            slots.add(slot);
        }
        return () -> {
            try {
                while (!isOver()) {
                    ask(random, slot);
                    calls.increment();
                }
            } catch (Throwable broken) {
                ledger.violation("a caller is given " + broken + " "
                        + List.of(broken.getStackTrace()).subList(0, Math.min(8, broken.getStackTrace().length)));
            } finally {
                left.countDown();
            }
        };
    }

    private void ask(SplittableRandom random, Slot slot) throws InterruptedException {
        int drawn = random.nextInt(100);
        if (drawn < 45) {
            forms.blocking(random, slot);
        } else if (drawn < 65) {
            forms.future(random);
        } else if (drawn < 80) {
            forms.bulk(random, slot);
        } else if (drawn < 81) {
            forms.warm(random);
        } else if (drawn < 93) {
            forms.lookUp(random);
        } else if (drawn < 95) {
            forms.put(random);
        } else {
            pause(random, 3_000);
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits a while, or until the end. */
    @SuppressWarnings("ReturnValueIgnored") // how it ended doesn't matter
    private void pause(SplittableRandom random, int micros) throws InterruptedException {
        over.await(1 + random.nextInt(micros), TimeUnit.MICROSECONDS);
    }

    private Runnable invalidations(SplittableRandom random) {
        return () -> {
            try {
                while (!isOver()) {
                    invalidate(random);
                    pause(random, 8_000);
                }
            } catch (Throwable broken) {
                ledger.violation("an invalidation is given " + broken);
            }
        };
    }

    private void invalidate(SplittableRandom random) {
        Group group = Forms.group(random, groups);
        List<String> keys = group.keys;
        int drawn = random.nextInt(100);
        Invalidation what;
        if (drawn < 50) {
            keys = Forms.keys(group, random);
            what = Invalidation.keys(keys);
        } else if (drawn < 70) {
            what = Invalidation.tags(group.tag());
        } else if (drawn < 85) {
            what = Invalidation.prefix(group.prefix());
        } else if (drawn < 94) {
            what = Invalidation.allTags(group.tag(), "all");
        } else {
            keys = groups.stream().flatMap(some -> some.keys.stream()).toList();
            what = drawn < 97 ? Invalidation.all() : Invalidation.tagPattern("tag-g*");
        }
        boolean expired = random.nextInt(2) == 0;
        int node = random.nextInt(caches.size());
        long began = ledger.tick();
        tally.invalidations.increment();
        caches.get(node).invalidate(expired ? what.expired() : what);
        ledger.invalidated(node, keys, began, expired);
    }

    /** Breaks and mends sources, lets go who hangs, and interrupts callers. */
    private Runnable trouble(SplittableRandom random) {
        return () -> {
            try {
                for (int turn = 0; !isOver(); turn++) {
                    if (turn % 10 == 0) {
                        source.letGo();
                    }
                    Group group = Forms.group(random, groups);
                    group.broken = random.nextInt(6) == 0;
                    if (!patient) {
                        slots.get(random.nextInt(slots.size())).interrupt(random);
                    }
                    pause(random, 20_000);
                }
                groups.forEach(group -> group.broken = false);
            } catch (Throwable broken) {
                ledger.violation("the trouble has trouble: " + broken);
            }
        };
    }

    // ---------------------------------------------------------------- threads

    private static Thread begin(String role, Runnable task) {
        Thread thread = new Thread(task, "soak-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** Found by name, since this is compiled for 17. */
    private static void beginVirtual(Runnable task) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("this JDK should have virtual threads", missing);
        }
    }

    static String stacks() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith("soak") || thread.getName().startsWith("methodcache")) {
                text.append("\n    ").append(thread.getName()).append(' ').append(List.of(stack));
            }
        });
        return text.toString();
    }
}
