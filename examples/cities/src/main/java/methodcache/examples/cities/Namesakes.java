package methodcache.examples.cities;

import java.util.List;
import java.util.Optional;

/**
 * All cities of one name.
 *
 * @param cities in the order of their ids
 * @param farthest the two that lie farthest apart; empty unless there are two cities
 */
public record Namesakes(String name, List<City> cities, Optional<Pair> farthest) {

    public Namesakes {
        cities = List.copyOf(cities);
    }

    /** Compares each city with each: a join of a handful of rows with themselves takes the database far longer. */
    static Namesakes of(String name, List<City> cities) {
        List<UnitVector> places = cities.stream()
                .map(city -> UnitVector.of(city.latitude(), city.longitude()))
                .toList();
        Optional<Pair> farthest = Optional.empty();
        double greatest = -1;
        for (int i = 0; i < places.size(); i++) {
            for (int j = i + 1; j < places.size(); j++) {
                double kilometers = places.get(i).kilometersTo(places.get(j));
                if (kilometers > greatest) {
                    greatest = kilometers;
                    farthest = Optional.of(new Pair(cities.get(i), cities.get(j), kilometers));
                }
            }
        }
        return new Namesakes(name, cities, farthest);
    }

    /** Two cities and how far they lie apart, along a great circle. */
    public record Pair(City one, City other, double kilometers) {}
}
