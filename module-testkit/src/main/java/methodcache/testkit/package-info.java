/** Suites that a provider must pass. */
@NullMarked
package methodcache.testkit;

import org.jspecify.annotations.NullMarked;
