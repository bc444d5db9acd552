import methodcache.api.spi.L1StoreProvider;
import methodcache.provider.ehcache.EhcacheL1StoreProvider;

/** First layer in the heap, by Ehcache 3. */
module methodcache.provider.ehcache {
    requires methodcache.api;
    requires ehcache;
    // An automatic module doesn't say what it needs: Ehcache fails at run time without these two.
    requires org.slf4j;
    requires jdk.unsupported;
    requires static org.jspecify;

    provides L1StoreProvider with
            EhcacheL1StoreProvider;
}
