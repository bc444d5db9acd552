/**
 * What tests of providers and of users' own code stand on: a suite for each kind of provider ({@code …Tck}), a plain
 * store of the first layer, a clock that stands still and an executor that waits to be told.
 */
@NullMarked
package methodcache.testkit;

import org.jspecify.annotations.NullMarked;
