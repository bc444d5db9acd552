package methodcache.testkit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;

/** A map in the cluster. What callers mustn't ask for fails. */
final class ReferenceL2Store implements L2Store {
    private static final int MAXIMUM_KEY = 1_000;

    private final ReferenceConnection connection;

    ReferenceL2Store(ReferenceConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return connection.call(ReferenceOperation.GET_ALL, asked.size(), call -> {
            if (check(call, asked)) {
                Map<String, byte[]> found = new LinkedHashMap<>();
                for (String key : asked) {
                    byte[] value = connection.memory().value(key);
                    if (value != null) {
                        found.put(key, value);
                    }
                }
                call.succeed(found);
            }
        });
    }

    @Override
    public CompletionStage<Void> writeAll(List<L2Write> writes) {
        List<L2Write> asked = List.copyOf(writes);
        return connection.call(ReferenceOperation.WRITE_ALL, asked.size(), call -> {
            List<String> keys = asked.stream().map(L2Write::key).collect(Collectors.toList());
            if (check(call, keys) && checkLives(call, asked)) {
                asked.forEach(connection.memory()::write);
                call.succeed(null);
            }
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    private static boolean check(ReferenceCall<?> call, List<String> keys) {
        if (Set.copyOf(keys).size() < keys.size()) {
            call.fail(new IllegalArgumentException("keys must be different, were " + keys));
            return false;
        }
        for (String key : keys) {
            if (key.length() > MAXIMUM_KEY) {
                call.fail(new IllegalArgumentException(
                        "a key must have at most " + MAXIMUM_KEY + " characters, had " + key.length() + ": " + key));
                return false;
            }
        }
        return true;
    }

    private static boolean checkLives(ReferenceCall<?> call, List<L2Write> writes) {
        for (L2Write write : writes) {
            if (write instanceof L2Write.Put put
                    && (put.life().isZero() || put.life().isNegative())) {
                call.fail(new IllegalArgumentException("life must be positive, was " + put.life()));
                return false;
            }
        }
        return true;
    }
}
