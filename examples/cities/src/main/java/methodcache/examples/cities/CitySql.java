package methodcache.examples.cities;

/** The SQL of {@link SqlCityQueries}. Where answers would tie, the id decides, so that they are always the same. */
final class CitySql {

    static final String FIND = """
            SELECT id, name, country, region, latitude, longitude FROM city WHERE id = ?
            """;

    static final String FIND_MANY = """
            SELECT id, name, country, region, latitude, longitude FROM city WHERE id = ANY(?)
            """;

    /** Ranks all cities by place, and works out the distance only of those that are among the nearest. */
    static final String NEAREST = """
            SELECT c.id, c.name, c.country, c.region, c.latitude, c.longitude,
                   2 * 6371.0088 * ASIN(LEAST(1, SQRT(
                       POWER(c.x - ?1, 2) + POWER(c.y - ?2, 2) + POWER(c.z - ?3, 2)) / 2)) AS kilometers
            FROM (SELECT id FROM city ORDER BY x * ?1 + y * ?2 + z * ?3 DESC, id FETCH FIRST ?4 ROWS ONLY) nearest
            JOIN city c ON c.id = nearest.id
            ORDER BY kilometers, c.id
            """;

    static final String DENSEST = """
            SELECT FLOOR(latitude * ?2) AS south, FLOOR(longitude * ?2) AS west, COUNT(*) AS cities
            FROM city
            WHERE country = ?1
            GROUP BY south, west
            ORDER BY cities DESC, south, west
            FETCH FIRST 10 ROWS ONLY
            """;

    static final String TOTALS = """
            SELECT COUNT(*) AS cities, COUNT(DISTINCT name) AS different_names, AVG(x) AS x, AVG(y) AS y, AVG(z) AS z
            FROM city
            WHERE country = ?
            """;

    static final String NORTHERNMOST = """
            SELECT id, name, country, region, latitude, longitude
            FROM city
            WHERE country = ?
            ORDER BY latitude DESC, id
            FETCH FIRST ROW ONLY
            """;

    static final String SOUTHERNMOST = """
            SELECT id, name, country, region, latitude, longitude
            FROM city
            WHERE country = ?
            ORDER BY latitude, id
            FETCH FIRST ROW ONLY
            """;

    static final String REMOTEST = """
            SELECT id, name, country, region, latitude, longitude
            FROM city
            WHERE country = ?
            ORDER BY x * ? + y * ? + z * ?, id
            FETCH FIRST ROW ONLY
            """;

    static final String COMMONEST_NAMES = """
            SELECT name, COUNT(*) AS cities
            FROM city
            WHERE country = ?
            GROUP BY name
            ORDER BY cities DESC, name
            FETCH FIRST 5 ROWS ONLY
            """;

    /** No index helps here, as often where names are compared without regard to case. */
    static final String NAMESAKES = """
            SELECT id, name, country, region, latitude, longitude
            FROM city
            WHERE LOWER(name) = LOWER(?)
            ORDER BY id
            """;

    /** Writes, and answers with the city as it was, in one step: nobody else's change can come between. */
    static final String RENAME = """
            SELECT id, name, country, region, latitude, longitude
            FROM OLD TABLE (UPDATE city SET name = ? WHERE id = ?)
            """;

    private CitySql() {}
}
