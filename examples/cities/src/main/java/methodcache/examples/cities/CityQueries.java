package methodcache.examples.cities;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Questions about the cities of the world, and one way to change them. All methods block until they have the answer.
 */
public interface CityQueries {

    /**
     * The cities nearest to a place, the nearest first.
     *
     * @param count how many, from 1 to 1000
     */
    List<Neighbour> nearest(double latitude, double longitude, int count);

    /**
     * The ten cells of a grid over the world that have most cities of the country, the fullest first.
     *
     * @param cellsPerDegree how fine the grid is, from 1 to 100
     * @return fewer cells if the country's cities lie in fewer; none if there is no such country
     */
    List<Cell> densest(String country, int cellsPerDegree);

    /** How many cities a country has, the outermost of them, and their commonest names; empty if it has none. */
    Optional<CountryProfile> countryProfile(String country);

    /** All cities of a name, upper or lower case being the same, and how far they lie apart. */
    Namesakes namesakes(String name);

    /** One city; empty if no city has the id. */
    Optional<City> find(long id);

    /**
     * Many cities, asked for at once.
     *
     * @return the cities by id, in the order asked for, without the ids that no city has
     */
    Map<Long, City> findMany(Collection<Long> ids);

    /**
     * Gives a city another name.
     *
     * @throws NoSuchElementException if no city has the id
     */
    Renaming rename(long id, String newName);
}
