/**
 * Two applications that share values through an Ignite node, each in a JVM of its own: {@link methodcache.examples.cluster.Application} is what
 * an application has to say, {@link methodcache.examples.cluster.Story} what is done with two of them.
 */
@NullMarked
package methodcache.examples.cluster;

import org.jspecify.annotations.NullMarked;
