package methodcache.provider.ehcache;

import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;

/**
 * Makes first layers that hold their entries in the heap, by Ehcache 3: by reference, bounded by number or weight,
 * evicting the longest unused of a sample of eight. It has no options.
 */
public final class EhcacheL1StoreProvider implements L1StoreProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public EhcacheL1StoreProvider() {}

    @Override
    public String name() {
        return "ehcache";
    }

    /**
     * Makes a store.
     *
     * @throws IllegalStateException if the Ehcache on the path is older than 3.11
     */
    @Override
    public L1Store create(L1Settings settings) {
        settings.options().forEach((option, value) -> {
            throw new IllegalArgumentException(
                    "ehcache has no option " + option + " (was set to " + value + "); there are none");
        });
        try {
            return new EhcacheL1Store(settings);
        } catch (NoSuchMethodError | NoClassDefFoundError otherVersion) {
            // Not far-fetched: a parent pom or bom that manages Ehcache's version overrides ours.
            throw new IllegalStateException(
                    "l1 provider ehcache needs org.ehcache:ehcache:3.12.0, but another version or only a part of it is"
                            + " on the path; if a parent pom or a bom sets the version, set it in dependencyManagement",
                    otherVersion);
        }
    }
}
