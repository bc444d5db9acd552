package methodcache.examples.cities;

/** A city and how far it is from the place that was asked about, along a great circle. */
public record Neighbour(City city, double kilometers) {}
