/** Configuration: what users say about a cache, checked as a whole when it is built, with all problems told at once. */
@NullMarked
package methodcache.core.configuration;

import org.jspecify.annotations.NullMarked;
