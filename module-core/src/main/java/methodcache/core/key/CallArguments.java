package methodcache.core.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import methodcache.api.CacheKeyException;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the brackets of a key: what a lambda captured, then the arguments, as the types of their
 * parameters.
 */
final class CallArguments {

    private final CallTarget target;
    private final @Nullable Object self;
    private final List<@Nullable Object> values = new ArrayList<>();
    private final int captured;

    CallArguments(CallTarget target, @Nullable Object[] captures, @Nullable Object[] arguments, int first) {
        this.target = target;
        boolean hasSelf = target.site().form() == CallSite.Form.LAMBDA_WITH_THIS && captures.length > 0;
        this.self = hasSelf ? captures[0] : null;
        for (int i = hasSelf ? 1 : 0; i < captures.length; i++) {
            add(captures[i]);
        }
        captured = values.size();
        for (int i = first; i < arguments.length; i++) {
            add(arguments[i]);
        }
    }

    private void add(@Nullable Object value) {
        values.add(Primitives.convert(value, target.site().parameter(values.size())));
    }

    void write(KeyText text, @Nullable KeyGenerator generator) {
        text.append('(');
        if (self != null) {
            writeSelf(self, text);
        }
        if (generator == null) {
            writeAll(text);
        } else {
            writeGenerated(text, generator);
        }
        text.append(')');
    }

    private void writeSelf(Object self, KeyText text) {
        try {
            text.self(self).append(values.isEmpty() ? "" : ",");
        } catch (Refusal refusal) {
            throw refusal.of("this (" + self.getClass().getName() + ") in " + target.label());
        }
    }

    private void writeAll(KeyText text) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            writeOne(i, text);
        }
    }

    private void writeOne(int index, KeyText text) {
        try {
            if (target.site().parameter(index).isPrimitive()) {
                Primitives.write(values.get(index), text);
            } else {
                text.value(values.get(index));
            }
        } catch (Refusal refusal) {
            String what = index < captured ? "captured value " + (index + 1) : "argument " + (index - captured + 1);
            throw refusal.of(what + " of " + target.label());
        }
    }

    /**
     * Services stay in the key with their places; the generator sees the rest, and what it says is one piece of text.
     */
    private void writeGenerated(KeyText text, KeyGenerator generator) {
        List<@Nullable Object> seen = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value != null && text.kind(value).isService()) {
                text.append(i);
                writeOne(i, text);
                text.append(',');
            } else {
                seen.add(value);
            }
        }
        text.append('~').escaped(generate(generator, Collections.unmodifiableList(seen)));
    }

    private String generate(KeyGenerator generator, List<@Nullable Object> seen) {
        String text;
        try {
            text = generator.generate(target.label(), seen);
        } catch (CacheKeyException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw new CacheKeyException(
                    "the key generator of " + target.label() + " failed: " + failure + "; mend it, or use withKey(…)",
                    failure);
        }
        if (text == null || (text.isEmpty() && !seen.isEmpty())) {
            throw new CacheKeyException(
                    "the key generator of " + target.label() + " gave " + (text == null ? "null" : "an empty text")
                            + " for " + seen.size() + " arguments; it must give a text that tells them apart",
                    null);
        }
        return text;
    }
}
