package methodcache.examples.cities;

import java.sql.SQLException;

/** The database could not do what was asked; the message says what that was, the cause why. */
public final class CityDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CityDatabaseException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
