/**
 * What tests of providers and of users' own code stand on: a suite for each kind of provider ({@code …Tck}), a plain
 * store of the first layer, a cluster in memory that fails when it is told to, a clock that stands still and an executor
 * that waits to be told.
 */
@NullMarked
package methodcache.testkit;

import org.jspecify.annotations.NullMarked;
