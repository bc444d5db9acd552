package methodcache.blackbox.jvms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import methodcache.api.CacheContext;
import methodcache.api.CacheStats;
import methodcache.api.Invalidation;
import methodcache.api.LockLease;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;

/**
 * An application: two threads that read and change rows through a cache until there is a file that says stop, and write down what they
 * did. Its arguments are its name, the addresses of the cluster, the database, where to write, and that file.
 */
public final class Application {

    static final int ROWS = 40;

    /** Rows from here on are loaded under a lock. */
    static final int LOCKED = 30;

    /** Of each operation of the second layer. */
    static final Duration LIMIT = Duration.ofMillis(500);

    /** How long a load takes. */
    static final Duration LOADER = Duration.ofMillis(2);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final CachePolicy PLAIN =
            CachePolicy.of(p -> p.withDuration(Duration.ofMinutes(10)).withTags("rows"));
    private static final CachePolicy UNDER_A_LOCK = CachePolicy.of(
            p -> p.withDuration(Duration.ofMinutes(10)).withTags("rows").withDistributedLock(Duration.ofSeconds(5)));

    private final String name;
    private final MethodCache cache;
    private final Database database;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    private Application(String name, MethodCache cache, Database database) {
        this.name = name;
        this.cache = cache;
        this.database = database;
    }

    /** Runs one. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Database database = Database.open(Path.of(args[2]), ROWS);
        Application application;
        try (MethodCache cache = MethodCache.configure()
                .name("jvms")
                .l1("ehcache", l1 -> l1.maximumEntries(25))
                .l2("ignite", l2 -> l2.timeout(LIMIT).set("addresses", args[1]))
                .build()) {
            application = new Application(args[0], cache, database);
            application.run(Path.of(args[4]));
            report(args[0], cache.stats());
        }
        List<String> lines = new ArrayList<>();
        application.done.forEach(one -> lines.add(one.line()));
        Files.write(Path.of(args[3]), lines);
    }

    private static void report(String name, CacheStats stats) {
        System.out.println(name + " " + stats);
    }

    private void run(Path stop) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Random random = new Random(name.hashCode() + 31L * i);
            Thread thread = new Thread(() -> work(random, stop, end), name + "-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(Random random, Path stop, long end) {
        for (int i = 0; System.nanoTime() < end && (i % 100 != 0 || !Files.exists(stop)); i++) {
            int row = random.nextInt(ROWS);
            if (random.nextInt(20) == 0) {
                change(row, random);
            } else {
                read(row);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private void read(int row) {
        long began = System.nanoTime();
        long number = cache.getOrCreate(
                "row:" + row, Long.class, context -> load(row, context), row >= LOCKED ? UNDER_A_LOCK : PLAIN);
        done.add(new Done(name, Done.What.READ, row, began, System.nanoTime(), number, true));
    }

    private long load(int row, CacheContext context) {
        long began = System.nanoTime();
        long number = database.read(row);
        LockSupport.parkNanos(LOADER.toNanos());
        LockLease lock = context.lock();
        boolean locked = lock != null && lock.isHeld();
        done.add(new Done(name, Done.What.LOAD, row, began, System.nanoTime(), number, locked));
        return number;
    }

    private void change(int row, Random random) {
        long number = database.change(row);
        long began = System.nanoTime();
        boolean published = cache.invalidate(
                        random.nextInt(10) == 0 ? Invalidation.tags("rows") : Invalidation.keys("row:" + row))
                .published();
        done.add(new Done(name, Done.What.CHANGE, row, began, System.nanoTime(), number, published));
    }
}
