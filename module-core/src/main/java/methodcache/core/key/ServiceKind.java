package methodcache.core.key;

import java.util.List;
import java.util.function.Function;
import methodcache.api.CacheKeyException;
import methodcache.core.key.DeclaredServices.Declared;

/**
 * Services count by the types they are declared by. Where a type has a qualifier, an object of it counts by that too,
 * even if the type that names it is a more specific one without.
 *
 * @param types what names the service
 * @param others further types of it that have a qualifier
 */
record ServiceKind(List<Declared> types, List<Declared> others) implements Kind {

    static ServiceKind of(List<Declared> types, List<Declared> all) {
        List<Declared> others = all.stream()
                .filter(service -> service.qualifier() != null && !types.contains(service))
                .toList();
        return new ServiceKind(types, others);
    }

    /** Whether all objects of this kind are written alike. */
    boolean isOne() {
        return others.isEmpty() && types.stream().allMatch(service -> service.qualifier() == null);
    }

    @Override
    public void write(Object value, KeyText text) {
        text.append('<');
        writeTypes(value, text);
        text.append('>');
    }

    void writeTypes(Object value, KeyText text) {
        for (int i = 0; i < types.size(); i++) {
            if (i > 0) {
                text.append('&');
            }
            write(types.get(i), value, text);
        }
        for (Declared other : others) {
            text.append('|');
            write(other, value, text);
        }
    }

    private static void write(Declared service, Object value, KeyText text) {
        text.className(service.type());
        Function<Object, ?> qualifier = service.qualifier();
        if (qualifier == null) {
            return;
        }
        String what = "the qualifier of service " + service.type().getName();
        try {
            Object told = qualifier.apply(value);
            if (told == null) {
                throw new CacheKeyException(
                        what
                                + " gave null, which tells no instances apart; give a value, or declare the service without one",
                        null);
            }
            text.append('[').value(told).append(']');
        } catch (Refusal refusal) {
            throw refusal.of(what);
        } catch (CacheKeyException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw new CacheKeyException(what + " failed: " + failure, failure);
        }
    }

    @Override
    public boolean isValue() {
        return false;
    }

    @Override
    public boolean isService() {
        return true;
    }

    /** The cache itself, or another: no part of what a call is. */
    record Cache() implements Kind {

        @Override
        public void write(Object value, KeyText text) {
            text.append("cache");
        }

        @Override
        public boolean isValue() {
            return false;
        }

        @Override
        public boolean isService() {
            return true;
        }
    }
}
