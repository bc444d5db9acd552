package methodcache.examples.cities;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What is asked on one connection. */
final class SqlSession {

    private final Connection connection;

    private SqlSession(Connection connection) {
        this.connection = connection;
    }

    /** Runs work whose statements stand alone: each is its own transaction. */
    static <T> T call(DataSource database, String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.in(new SqlSession(connection));
        } catch (SQLException e) {
            throw new CityDatabaseException("Cannot " + what, e);
        }
    }

    /** Runs reads that all see one state of the data, so that an answer isn't put together from two. */
    static <T> T callOnSnapshot(DataSource database, String what, Work<T> work) {
        return call(database, what, session -> {
            Connection connection = session.connection;
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return work.in(session);
            } finally {
                // Nothing was written. The connection goes back to a pool, so it is left as it came.
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
            }
        });
    }

    <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row.read(results));
                }
                return rows;
            }
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... parameters) throws SQLException {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** What to do on a connection. */
    interface Work<T> {
        T in(SqlSession session) throws SQLException;
    }

    /** How to read the row that the results are at. */
    interface Row<T> {
        T read(ResultSet results) throws SQLException;
    }
}
