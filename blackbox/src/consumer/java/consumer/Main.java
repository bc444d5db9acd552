package consumer;

import methodcache.api.MethodCache;

/** Starts one of the things that this application can do. None of them ends the JVM: it has to end by itself. */
public final class Main {

    private Main() {}

    /**
     * Starts.
     *
     * @param args what to do
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "tour" -> Tour.run();
            case "forget" -> Forgetful.run();
            case "keys" -> Keys.run();
            case "build" -> MethodCache.configure().build().close();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }
}
