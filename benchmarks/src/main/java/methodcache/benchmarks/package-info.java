/** Benchmarks, with peers in the same run. {@code docs/performance.md} has the table and the command. */
@NullMarked
package methodcache.benchmarks;

import org.jspecify.annotations.NullMarked;
