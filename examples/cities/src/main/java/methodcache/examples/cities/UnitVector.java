package methodcache.examples.cities;

/**
 * A place as a point on a sphere of radius 1. Two places are the nearer the greater the product of their vectors, so
 * the database can order cities by distance with three multiplications instead of half a dozen sines and cosines.
 */
record UnitVector(double x, double y, double z) {

    private static final double EARTH_RADIUS_KM = 6371.0088;

    static UnitVector of(double latitude, double longitude) {
        double phi = Math.toRadians(latitude);
        double lambda = Math.toRadians(longitude);
        return new UnitVector(Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi));
    }

    /** Along a great circle. */
    double kilometersTo(UnitVector other) {
        double chord = Math.sqrt(square(x - other.x) + square(y - other.y) + square(z - other.z));
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, chord / 2));
    }

    private static double square(double value) {
        return value * value;
    }
}
