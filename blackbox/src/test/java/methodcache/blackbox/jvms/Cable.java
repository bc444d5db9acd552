package methodcache.blackbox.jvms;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server of this machine that can be cut: connections break, and new ones break at once, until it is mended. Thread-safe. */
final class Cable implements AutoCloseable {

    private final int to;
    private final ServerSocket from;
    private final Set<Closeable> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** Lays one to an address as {@code IgniteServer.address()} tells it. */
    Cable(String address) throws IOException {
        to = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        from = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + from.getLocalPort();
    }

    void cut() {
        cut = true;
        ends.forEach(Cable::close);
        ends.clear();
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!from.isClosed()) {
            try {
                connect(from.accept());
            } catch (IOException closed) {
                // By close(), or the server is away, and the client notices.
            }
        }
    }

    // Each end is closed by the copy that ends, or by cut().
    private void connect(Socket near) throws IOException {
        ends.add(near);
        if (cut) {
            cut();
            return;
        }
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
            ends.add(far);
            start(() -> copy(near, far));
            start(() -> copy(far, near));
        } catch (IOException away) {
            near.close();
            throw away;
        }
    }

    private static void copy(Socket one, Socket other) {
        try (one;
                other;
                InputStream in = one.getInputStream()) {
            in.transferTo(other.getOutputStream());
        } catch (IOException over) {
            // As it is when an end is closed.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        close(from);
        cut();
    }
}
