/** What calls did, counted by whose calls they were. */
@NullMarked
package methodcache.core.stats;

import org.jspecify.annotations.NullMarked;
