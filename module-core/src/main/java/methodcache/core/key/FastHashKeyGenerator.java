package methodcache.core.key;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import methodcache.api.KeyGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Short keys for large arguments: 128 bits of their canonical text. The bits are of SHA-256 and not of a quicker
 * hash, because arguments often come from outside: with a hash that isn't cryptographic, whoever chooses them could
 * make two that share one value. Making such a pair takes 2<sup>64</sup> hashes; 2<sup>40</sup> keys that nobody
 * chose have one with probability 2<sup>-49</sup>. Thread-safe.
 */
public final class FastHashKeyGenerator implements KeyGenerator {

    private static final int BITS_128 = 16;

    /** Makes a generator. */
    public FastHashKeyGenerator() {}

    /**
     * Makes the text for some arguments.
     *
     * @throws methodcache.api.CacheKeyException if one is only known by its own equals, or in this process only
     */
    @Override
    public String generate(String method, List<@Nullable Object> arguments) {
        KeyText text = new KeyText(Values.WITHOUT_SERVICES, 128);
        for (int i = 0; i < arguments.size(); i++) {
            text.named(Integer.toString(i + 1), arguments.get(i), method + " argument");
            text.append(',');
        }
        byte[] digest = Digests.of(text.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BITS_128));
    }
}
