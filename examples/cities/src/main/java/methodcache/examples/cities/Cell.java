package methodcache.examples.cities;

/**
 * A cell of a grid of latitudes and longitudes, and how many cities lie in it.
 *
 * @param south degrees of its southern edge, which belongs to it
 * @param west degrees of its western edge, which belongs to it
 * @param degrees the length of each edge
 */
public record Cell(double south, double west, double degrees, int cities) {}
