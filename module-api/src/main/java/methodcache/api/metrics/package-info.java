/** What an operator hears of a cache. */
@NullMarked
package methodcache.api.metrics;

import org.jspecify.annotations.NullMarked;
