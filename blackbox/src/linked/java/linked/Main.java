package linked;

import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import methodcache.api.MethodCache;

/** Makes a cached call twice. */
public final class Main {

    private Main() {}

    /**
     * Starts.
     *
     * @param args nothing
     */
    public static void main(String[] args) {
        AtomicInteger loads = new AtomicInteger();
        try (MethodCache cache = MethodCache.configure()
                .l1(new MapStoreProvider(), l1 -> l1.maximumEntries(100))
                .build()) {
            for (int i = 0; i < 2; i++) {
                String value = cache.getOrCreate("key", context -> context.key() + ' ' + loads.incrementAndGet());
                System.out.println("value: " + value);
            }
        }
        System.out.println("loads: " + loads);
        System.out.println("modules: "
                + ModuleLayer.boot().modules().stream()
                        .map(Module::getName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
