package methodcache.benchmarks;

import methodcache.api.MethodCache;

/** Our caches, set up like the peers'. */
final class Ours {

    private Ours() {}

    static MethodCache overEhcache() {
        return MethodCache.configure()
                .name("benchmark")
                .defaultPolicy(p -> p.withDuration(Peers.LIFE))
                .l1("ehcache", l1 -> l1.maximumEntries(Peers.ENTRIES))
                .service(UserService.class)
                .build();
    }
}
