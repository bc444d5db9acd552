package methodcache.core.key;

import methodcache.api.CacheSource;
import methodcache.api.Call1;
import methodcache.api.Call2;

/** What several loaders define anew, each for itself: everything by which a class can get into a key. */
public final class Plugin {

    /** A service. */
    public interface Service {
        String greet(long id);
    }

    /** Its implementation. */
    public static final class Greeter implements Service {
        @Override
        public String greet(long id) {
            return "hello" + id;
        }
    }

    /** A record. */
    public record Point(int x) {
        String show(long id) {
            return x + "," + id;
        }
    }

    /** An enum. */
    public enum Color {
        RED
    }

    /** An implementation of a functional interface that is a value. */
    public record Source(int x) implements CacheSource<String> {
        @Override
        public String get() {
            return "" + x;
        }
    }

    /** Only ever loaded by loaders that come and go. */
    public enum Reloaded {}

    private Plugin() {}

    public static String hello(long id) {
        return "hello" + id;
    }

    public static Call1<Long, String> ofStaticMethod() {
        return Plugin::hello;
    }

    public static Call1<Integer, Point> ofConstructor() {
        return Point::new;
    }

    public static Call2<Service, Long, String> ofService() {
        return Service::greet;
    }

    public static Call1<Long, String> ofValue() {
        return new Point(7)::show;
    }

    public static CacheSource<String> lambda() {
        return () -> hello(7);
    }

    public static CacheSource<String> lambdaOver() {
        Point point = new Point(7);
        return () -> point.show(7);
    }
}
