/** The bridge from the contract's static factories to the engine; not exported. */
@NullMarked
package methodcache.api.internal;

import org.jspecify.annotations.NullMarked;
