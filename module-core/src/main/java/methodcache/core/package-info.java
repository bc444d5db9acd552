/** The engine. */
@NullMarked
package methodcache.core;

import org.jspecify.annotations.NullMarked;
