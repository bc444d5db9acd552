/**
 * Questions about the cities of the world. {@link methodcache.examples.cities.CityQueries} is the declared service,
 * and {@link methodcache.examples.cities.SqlCityQueries} answers it from an embedded database.
 */
@NullMarked
package methodcache.examples.cities;

import org.jspecify.annotations.NullMarked;
