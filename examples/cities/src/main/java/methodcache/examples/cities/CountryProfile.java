package methodcache.examples.cities;

import java.util.List;

/**
 * What the data says of a country.
 *
 * @param remotest the city that lies farthest from the middle of all the country's cities
 * @param commonestNames the five names that most cities share, the commonest first
 */
public record CountryProfile(
        String country,
        int cities,
        int differentNames,
        City northernmost,
        City southernmost,
        City remotest,
        List<NameCount> commonestNames) {

    public CountryProfile {
        commonestNames = List.copyOf(commonestNames);
    }

    /** A name and how many cities of the country bear it. */
    public record NameCount(String name, int cities) {}
}
