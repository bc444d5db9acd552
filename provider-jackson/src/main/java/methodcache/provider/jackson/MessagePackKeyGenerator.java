package methodcache.provider.jackson;

import java.util.Base64;
import java.util.List;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/** Keys as canonical MessagePack in Base64 for URLs: an array of the arguments. Thread-safe. */
final class MessagePackKeyGenerator implements KeyGenerator {

    private final Kinds kinds = new Kinds();

    /**
     * Makes the text for some arguments.
     *
     * @throws methodcache.api.CacheKeyException if one has no identity
     */
    @Override
    public String generate(String method, List<@Nullable Object> arguments) {
        MessagePackForm form = new MessagePackForm();
        new Walk(kinds, form).arguments(method, arguments);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(form.bytes());
    }
}
