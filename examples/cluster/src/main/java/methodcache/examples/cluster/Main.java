package methodcache.examples.cluster;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** Without an argument it tells the story; with the address of an Ignite node it is one of the story's applications. */
public final class Main {

    private Main() {}

    /** Runs one or the other; needs nothing installed, and leaves nothing running. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            new Story(System.out).run();
            return;
        }
        try (Application application = new Application(arguments[0]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            application.run(in, System.out);
        }
    }
}
