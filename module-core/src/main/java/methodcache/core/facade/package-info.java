/** The contract's calls, brought to the engine: which key, which policy, which loader. */
@NullMarked
package methodcache.core.facade;

import org.jspecify.annotations.NullMarked;
