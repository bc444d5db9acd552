/**
 * Events and what they cover: the local clock, what is remembered of tags and parents, and who depends on whom. Knows no entries,
 * flights or loads but by {@link methodcache.core.invalidation.Covered}.
 */
@NullMarked
package methodcache.core.invalidation;

import org.jspecify.annotations.NullMarked;
