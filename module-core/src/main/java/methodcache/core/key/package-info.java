/**
 * Keys: what a call is, as text that two different calls never share. {@link methodcache.core.key.CallKeys} makes
 * identities of method references and lambdas, {@link methodcache.core.key.StoreKeys} the texts that stores hold.
 */
@NullMarked
package methodcache.core.key;

import org.jspecify.annotations.NullMarked;
