package methodcache.provider.jackson;

import java.util.Arrays;
import methodcache.api.KeyGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Both generators, as the providers make them. */
@SuppressWarnings("ImmutableEnumChecker") // a generator only has caches
enum Generators {
    JSON(new JsonKeyGeneratorProvider().create()),
    MSGPACK(new MessagePackKeyGeneratorProvider().create());

    static {
        // A user opens the package with the beans in module-info; on the class path everything is open.
        Generators.class.getModule().addOpens(Generators.class.getPackageName(), JsonMapper.class.getModule());
    }

    private final KeyGenerator generator;

    Generators(KeyGenerator generator) {
        this.generator = generator;
    }

    String key(Object... arguments) {
        return generator.generate("Users#find", Arrays.asList(arguments));
    }
}
