package methodcache.blackbox.jvms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is true: a number for each row, which grows with each change, in memory that all JVMs share. */
final class Database {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer rows;

    private Database(ByteBuffer rows) {
        this.rows = rows;
    }

    static Database open(Path file, int rows) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) rows * Long.BYTES);
            return new Database(mapped.order(ByteOrder.nativeOrder()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long read(int row) {
        return (long) LONGS.getVolatile(rows, row * Long.BYTES);
    }

    /** Changes a row; tells its new number. */
    long change(int row) {
        return (long) LONGS.getAndAdd(rows, row * Long.BYTES, 1L) + 1;
    }
}
