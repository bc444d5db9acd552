package methodcache.examples.cities;

/**
 * A city, or a seat of an administrative division.
 *
 * @param id the number of its line in the shipped copy of the data, from 1
 * @param country the country's ISO 3166-1 code of two letters
 * @param region the state, province or the like; empty where the data names none
 * @param latitude degrees, north is positive
 * @param longitude degrees, east is positive
 */
public record City(long id, String name, String country, String region, double latitude, double longitude) {

    City withName(String newName) {
        return new City(id, newName, country, region, latitude, longitude);
    }
}
