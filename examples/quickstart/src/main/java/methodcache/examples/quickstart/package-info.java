/** The smallest program with a cache. */
@NullMarked
package methodcache.examples.quickstart;

import org.jspecify.annotations.NullMarked;
