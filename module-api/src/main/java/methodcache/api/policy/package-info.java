/** The vocabulary of caching, said in a call, a named policy, a method or a group, and meaning the same in each. */
@NullMarked
package methodcache.api.policy;

import org.jspecify.annotations.NullMarked;
