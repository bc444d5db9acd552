package methodcache.examples.cities;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 database in this program's memory that holds the cities; it is gone when closed. */
public final class CityDatabase implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 10;
    private static final int BATCH = 1000;

    /*
     * H2 answers a query that is repeated on one connection from its memory of the last answer. No server across a
     * network does that for its clients, and it would hide what each query costs, so no statement is kept for reuse.
     */
    private static final String URL = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=0";

    private static final String CREATE_TABLE = """
            CREATE TABLE city (
                id        BIGINT           PRIMARY KEY,
                name      VARCHAR(200)     NOT NULL,
                country   VARCHAR(2)       NOT NULL,
                region    VARCHAR(200)     NOT NULL,
                latitude  DOUBLE PRECISION NOT NULL,
                longitude DOUBLE PRECISION NOT NULL,
                x         DOUBLE PRECISION NOT NULL,
                y         DOUBLE PRECISION NOT NULL,
                z         DOUBLE PRECISION NOT NULL
            )
            """;

    private static final String CREATE_INDEX = "CREATE INDEX city_by_country ON city (country)";

    private static final String INSERT = """
            INSERT INTO city (id, name, country, region, latitude, longitude, x, y, z)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcConnectionPool connections;

    private CityDatabase(JdbcConnectionPool connections) {
        this.connections = connections;
    }

    /** A database of all the cities in the shipped copy of the data. */
    public static CityDatabase open() {
        return open(CityFile.readAll());
    }

    /** A database of these cities, apart from any other that is open. */
    public static CityDatabase open(Collection<City> cities) {
        // The name is all that two databases in one program's memory are told apart by.
        var connections = JdbcConnectionPool.create(URL.formatted(UUID.randomUUID()), "sa", "");
        connections.setMaxConnections(MAX_CONNECTIONS);
        var database = new CityDatabase(connections);
        try {
            database.load(cities);
            return database;
        } catch (SQLException e) {
            var failure = new CityDatabaseException("Cannot load " + cities.size() + " cities", e);
            try (database) {
                throw failure;
            }
        }
    }

    public DataSource dataSource() {
        return connections;
    }

    @Override
    public void close() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new CityDatabaseException("Cannot shut the database down", e);
        } finally {
            connections.dispose();
        }
    }

    private void load(Collection<City> cities) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE_TABLE);
            statement.execute(CREATE_INDEX);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                int batched = 0;
                for (City city : cities) {
                    bind(insert, city);
                    insert.addBatch();
                    if (++batched % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void bind(PreparedStatement insert, City city) throws SQLException {
        UnitVector place = UnitVector.of(city.latitude(), city.longitude());
        insert.setLong(1, city.id());
        insert.setString(2, city.name());
        insert.setString(3, city.country());
        insert.setString(4, city.region());
        insert.setDouble(5, city.latitude());
        insert.setDouble(6, city.longitude());
        insert.setDouble(7, place.x());
        insert.setDouble(8, place.y());
        insert.setDouble(9, place.z());
    }
}
