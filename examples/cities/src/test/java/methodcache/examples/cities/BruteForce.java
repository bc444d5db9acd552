package methodcache.examples.cities;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers by looking at every city in Java, with other formulas than the SQL's. */
final class BruteForce {

    private static final double EARTH_RADIUS_KM = 6371.0088;

    private BruteForce() {}

    /** Haversines of the angles, where the SQL takes chords between vectors. */
    static double kilometers(double latitude1, double longitude1, double latitude2, double longitude2) {
        double halfNorth = Math.toRadians(latitude2 - latitude1) / 2;
        double halfEast = Math.toRadians(longitude2 - longitude1) / 2;
        double a = Math.pow(Math.sin(halfNorth), 2)
                + Math.cos(Math.toRadians(latitude1))
                        * Math.cos(Math.toRadians(latitude2))
                        * Math.pow(Math.sin(halfEast), 2);
        return 2 * EARTH_RADIUS_KM * Math.atan2(Math.sqrt(a), Math.sqrt(1 - a));
    }

    static double kilometers(City one, City other) {
        return kilometers(one.latitude(), one.longitude(), other.latitude(), other.longitude());
    }

    static List<City> nearest(List<City> cities, double latitude, double longitude, int count) {
        record Ranked(City city, double kilometers) {}
        return cities.stream()
                .map(city -> new Ranked(city, kilometers(latitude, longitude, city.latitude(), city.longitude())))
                .sorted(Comparator.comparingDouble(Ranked::kilometers)
                        .thenComparingLong(ranked -> ranked.city().id()))
                .limit(count)
                .map(Ranked::city)
                .toList();
    }

    static List<City> ofCountry(List<City> cities, String country) {
        return cities.stream().filter(city -> city.country().equals(country)).toList();
    }

    static List<City> named(List<City> cities, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return cities.stream()
                .filter(city -> city.name().toLowerCase(Locale.ROOT).equals(lower))
                .toList();
    }

    static double farthestKilometers(List<City> cities) {
        double farthest = 0;
        for (City one : cities) {
            for (City other : cities) {
                farthest = Math.max(farthest, kilometers(one, other));
            }
        }
        return farthest;
    }

    static Map<String, Integer> countByName(List<City> cities) {
        return cities.stream().collect(Collectors.toMap(City::name, city -> 1, Integer::sum, TreeMap::new));
    }

    /** The sum of squared straight distances to all others is greatest for the city farthest from their middle. */
    static City remotest(List<City> cities) {
        City remotest = cities.get(0);
        double greatest = -1;
        for (City one : cities) {
            double sum = 0;
            for (City other : cities) {
                double straight = 2 * Math.sin(kilometers(one, other) / (2 * EARTH_RADIUS_KM));
                sum += straight * straight;
            }
            if (sum > greatest) {
                greatest = sum;
                remotest = one;
            }
        }
        return remotest;
    }
}
