package methodcache.provider.ignite;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the provider logs as a warning while this is open. */
final class Warnings extends Handler implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    /** Kept, as loggers that nobody keeps are gone with their handlers. */
    private final Logger logger = Logger.getLogger(Connection.class.getName());

    Warnings() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord message) {
        if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(new MessageFormat(message.getMessage()).format(message.getParameters()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
