/**
 * The second layer: values as bytes, shared by the nodes of a cluster. {@link methodcache.core.layer.SecondLayer} asks for them and writes
 * them; {@link methodcache.core.layer.Forms} makes bytes of values; {@link methodcache.core.layer.Envelope} is what is stored; {@link
 * methodcache.core.layer.Breaker} stops asking a store that fails. Whether a value may be served is for {@link
 * methodcache.core.cluster.ClusterLog} to say.
 */
@NullMarked
package methodcache.core.layer;

import org.jspecify.annotations.NullMarked;
