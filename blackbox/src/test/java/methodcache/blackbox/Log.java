package methodcache.blackbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what the library logs. */
final class Log extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("methodcache");

    private final String about;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** Hears what is logged from now on that has a text in it. */
    Log(String about) {
        this.about = about;
        LOGGER.addHandler(this);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getMessage().contains(about)) {
            messages.add(record.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
