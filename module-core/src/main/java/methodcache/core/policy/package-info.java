/** Policies: words as they are said, merged layer by layer and compiled before the call, never in it. */
@NullMarked
package methodcache.core.policy;

import org.jspecify.annotations.NullMarked;
