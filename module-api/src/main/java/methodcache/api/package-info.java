/** The entry to MethodCache. */
@NullMarked
package methodcache.api;

import org.jspecify.annotations.NullMarked;
