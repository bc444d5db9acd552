package methodcache.provider.jackson;

import java.util.Base64;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.io.NumberOutput;

/** Canonical JSON, without white space. */
final class JsonForm implements Form {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder out = new StringBuilder(64);
    private boolean first = true;

    private StringBuilder value() {
        if (!first) {
            out.append(',');
        }
        first = false;
        return out;
    }

    @Override
    public void nothing() {
        value().append("null");
    }

    @Override
    public void flag(boolean flag) {
        value().append(flag);
    }

    @Override
    public void text(String text) {
        value().append('"');
        ENCODER.quoteAsString(text, out);
        out.append('"');
    }

    @Override
    public void whole(long number) {
        value().append(number);
    }

    @Override
    public void integer(int number) {
        mark("int");
        whole(number);
        endMap();
    }

    /** Not by {@code Double.toString}: JDK 19 changed what it gives. */
    @Override
    public void real(double number) {
        if (Double.isFinite(number)) {
            value().append(NumberOutput.toString(number, true));
        } else {
            mark("double");
            text(Double.toString(number));
            endMap();
        }
    }

    @Override
    public void real(float number) {
        mark("float");
        if (Float.isFinite(number)) {
            value().append(NumberOutput.toString(number, true));
        } else {
            text(Float.toString(number));
        }
        endMap();
    }

    @Override
    public void bytes(byte[] bytes) {
        text(Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public void list(int size) {
        value().append('[');
        first = true;
    }

    @Override
    public void endList() {
        out.append(']');
        first = false;
    }

    @Override
    public void map(int size) {
        value().append('{');
        first = true;
    }

    @Override
    public void name(String name) {
        text(name);
        out.append(':');
        first = true;
    }

    @Override
    public void endMap() {
        out.append('}');
        first = false;
    }

    @Override
    public Form scratch() {
        return new JsonForm();
    }

    @Override
    public String take() {
        String taken = out.toString();
        out.setLength(0);
        first = true;
        return taken;
    }

    @Override
    public void put(String taken) {
        value().append(taken);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
