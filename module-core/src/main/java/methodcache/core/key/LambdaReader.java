package methodcache.core.key;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a serializable lambda is. A stream may call its {@code writeReplace} where reflection may not; the
 * stream then replaces what it got by null, so nothing is ever serialized. Streams are kept in a few slots instead of
 * by thread, for threads may be virtual.
 */
final class LambdaReader extends ObjectOutputStream {

    private static final int SLOTS = 32;
    private static final AtomicReferenceArray<@Nullable LambdaReader> IDLE = new AtomicReferenceArray<>(SLOTS);

    private @Nullable SerializedLambda found;

    private LambdaReader() throws IOException {
        super(OutputStream.nullOutputStream());
        enableReplaceObject(true);
    }

    /**
     * What a lambda or method reference is; null if the object is neither, or was written in a hidden class: such a
     * one can't name the class it is of.
     */
    static @Nullable SerializedLambda read(Object object) {
        if (!object.getClass().isHidden()) {
            return null; // an ordinary class: its own writeReplace, if it has one, is none of our business
        }
        int slot = (int) Thread.currentThread().getId() & SLOTS - 1;
        try {
            LambdaReader reader = IDLE.getAndSet(slot, null);
            if (reader == null) {
                reader = new LambdaReader();
            }
            SerializedLambda lambda = reader.readOne(object);
            IDLE.set(slot, reader);
            return lambda;
        } catch (LinkageError nameless) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException("a stream into nowhere failed", impossible);
        }
    }

    private @Nullable SerializedLambda readOne(Object object) throws IOException {
        writeObject(object);
        SerializedLambda lambda = found;
        found = null;
        reset();
        return lambda;
    }

    @Override
    protected void writeStreamHeader() {
        // nobody reads it
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
        if (object instanceof SerializedLambda lambda) {
            found = lambda;
        }
        return null;
    }
}
