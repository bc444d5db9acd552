package methodcache.examples.cities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import methodcache.examples.cities.CountryProfile.NameCount;

/** Answers from the table that {@link CityDatabase} loads. Any number of threads may ask at once. */
public final class SqlCityQueries implements CityQueries {

    private static final int MAX_NAME_LENGTH = 200;

    private final DataSource database;

    public SqlCityQueries(DataSource database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    @Override
    public List<Neighbour> nearest(double latitude, double longitude, int count) {
        require(Math.abs(latitude) <= 90, "latitude", "from -90 to 90", latitude);
        require(Math.abs(longitude) <= 180, "longitude", "from -180 to 180", longitude);
        require(count >= 1 && count <= 1000, "count", "from 1 to 1000", count);
        UnitVector place = UnitVector.of(latitude, longitude);
        return SqlSession.call(database, "find the cities nearest to " + latitude + ", " + longitude, session -> {
            List<Neighbour> found = session.list(
                    CitySql.NEAREST,
                    row -> new Neighbour(city(row), row.getDouble("kilometers")),
                    place.x(),
                    place.y(),
                    place.z(),
                    count);
            return List.copyOf(found);
        });
    }

    @Override
    public List<Cell> densest(String country, int cellsPerDegree) {
        requireCountry(country);
        require(cellsPerDegree >= 1 && cellsPerDegree <= 100, "cellsPerDegree", "from 1 to 100", cellsPerDegree);
        double degrees = 1.0 / cellsPerDegree;
        return SqlSession.call(database, "find the densest cells of " + country, session -> {
            List<Cell> found = session.list(
                    CitySql.DENSEST,
                    row -> new Cell(
                            row.getDouble("south") / cellsPerDegree,
                            row.getDouble("west") / cellsPerDegree,
                            degrees,
                            row.getInt("cities")),
                    country,
                    cellsPerDegree);
            return List.copyOf(found);
        });
    }

    @Override
    public Optional<CountryProfile> countryProfile(String country) {
        requireCountry(country);
        return SqlSession.callOnSnapshot(database, "describe the country " + country, session -> {
            Totals totals = session.first(CitySql.TOTALS, SqlCityQueries::totals, country)
                    .orElseThrow();
            if (totals.cities() == 0) {
                return Optional.empty();
            }
            UnitVector middle = totals.middle();
            City northernmost = session.first(CitySql.NORTHERNMOST, SqlCityQueries::city, country)
                    .orElseThrow();
            City southernmost = session.first(CitySql.SOUTHERNMOST, SqlCityQueries::city, country)
                    .orElseThrow();
            City remotest = session.first(
                            CitySql.REMOTEST, SqlCityQueries::city, country, middle.x(), middle.y(), middle.z())
                    .orElseThrow();
            List<NameCount> commonestNames = session.list(
                    CitySql.COMMONEST_NAMES,
                    row -> new NameCount(row.getString("name"), row.getInt("cities")),
                    country);
            return Optional.of(new CountryProfile(
                    country,
                    totals.cities(),
                    totals.differentNames(),
                    northernmost,
                    southernmost,
                    remotest,
                    commonestNames));
        });
    }

    @Override
    public Namesakes namesakes(String name) {
        Objects.requireNonNull(name, "name");
        List<City> cities = SqlSession.call(
                database,
                "find the cities named " + name,
                session -> session.list(CitySql.NAMESAKES, SqlCityQueries::city, name));
        return Namesakes.of(name, cities);
    }

    @Override
    public Optional<City> find(long id) {
        return SqlSession.call(
                database, "find the city " + id, session -> session.first(CitySql.FIND, SqlCityQueries::city, id));
    }

    @Override
    public Map<Long, City> findMany(Collection<Long> ids) {
        Object[] asked = ids.stream().distinct().toArray();
        Map<Long, City> found = SqlSession.call(
                database,
                "find " + asked.length + " cities",
                session -> session.list(CitySql.FIND_MANY, SqlCityQueries::city, (Object) asked).stream()
                        .collect(Collectors.toMap(City::id, Function.identity())));
        Map<Long, City> inOrder = new LinkedHashMap<>();
        for (Object id : asked) {
            City city = found.get(id);
            if (city != null) {
                inOrder.put(city.id(), city);
            }
        }
        return Collections.unmodifiableMap(inOrder);
    }

    @Override
    public Renaming rename(long id, String newName) {
        require(!newName.isBlank(), "newName", "something else than blanks", newName);
        require(newName.length() <= MAX_NAME_LENGTH, "newName", "at most " + MAX_NAME_LENGTH + " long", newName);
        City before = SqlSession.call(
                        database,
                        "rename the city " + id,
                        session -> session.first(CitySql.RENAME, SqlCityQueries::city, newName, id))
                .orElseThrow(() -> new NoSuchElementException("No city has the id " + id));
        return new Renaming(before, before.withName(newName));
    }

    private static City city(ResultSet row) throws SQLException {
        return new City(
                row.getLong("id"),
                row.getString("name"),
                row.getString("country"),
                row.getString("region"),
                row.getDouble("latitude"),
                row.getDouble("longitude"));
    }

    private static Totals totals(ResultSet row) throws SQLException {
        return new Totals(
                row.getInt("cities"),
                row.getInt("different_names"),
                new UnitVector(row.getDouble("x"), row.getDouble("y"), row.getDouble("z")));
    }

    private static void requireCountry(String country) {
        require(country.matches("[A-Z]{2}"), "country", "two capital letters", country);
    }

    private static void require(boolean holds, String name, String expected, Object actual) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", but is: " + actual);
        }
    }

    /** The middle is the mean of the places: a point within the globe, below the middle of the country's cities. */
    private record Totals(int cities, int differentNames, UnitVector middle) {}
}
