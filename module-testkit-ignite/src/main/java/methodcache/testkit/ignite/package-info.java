/** An Ignite cluster on this machine, for tests and for trying out the second layer. */
@NullMarked
package methodcache.testkit.ignite;

import org.jspecify.annotations.NullMarked;
