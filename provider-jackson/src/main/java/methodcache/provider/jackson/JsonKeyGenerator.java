package methodcache.provider.jackson;

import java.util.List;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/** Keys as canonical JSON: an array of the arguments. Thread-safe. */
final class JsonKeyGenerator implements KeyGenerator {

    private final Kinds kinds = new Kinds();

    /**
     * Makes the text for some arguments.
     *
     * @throws methodcache.api.CacheKeyException if one has no identity
     */
    @Override
    public String generate(String method, List<@Nullable Object> arguments) {
        JsonForm form = new JsonForm();
        new Walk(kinds, form).arguments(method, arguments);
        return form.toString();
    }
}
