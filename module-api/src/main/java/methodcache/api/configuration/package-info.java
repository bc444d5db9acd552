/** How a cache is set up: once, before it is built, and by overrides while it runs. */
@NullMarked
package methodcache.api.configuration;

import org.jspecify.annotations.NullMarked;
