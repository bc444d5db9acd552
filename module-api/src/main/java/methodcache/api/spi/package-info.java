/**
 * What a provider implements. A provider is found by {@link java.util.ServiceLoader}: it says {@code provides … with …} in
 * its module-info and repeats that under META-INF/services for the class path.
 */
@NullMarked
package methodcache.api.spi;

import org.jspecify.annotations.NullMarked;
