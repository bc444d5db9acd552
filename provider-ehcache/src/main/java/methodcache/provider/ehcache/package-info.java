/** First layer in the heap, by Ehcache 3. */
@NullMarked
package methodcache.provider.ehcache;

import org.jspecify.annotations.NullMarked;
