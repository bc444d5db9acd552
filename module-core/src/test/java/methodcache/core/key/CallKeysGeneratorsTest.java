package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import methodcache.api.CacheKeyException;
import methodcache.api.CacheSource;
import methodcache.api.Call2;
import methodcache.api.KeyGenerator;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

class CallKeysGeneratorsTest {

    private final CallKeys keys = new CallKeys(Rendering.services(UserService.class));
    private final Users users = new Users();
    private final Call2<UserService, Integer, String> find = UserService::find;
    private final Call2<Object, Object, String> two = CallKeysGeneratorsTest::two;

    private static String two(Object a, Object b) {
        return "" + a + b;
    }

    @Test
    void generator_getsMethodAndConvertedArguments() {
        List<Object> seen = new ArrayList<>();
        KeyGenerator generator = (method, arguments) -> {
            seen.add(method);
            seen.addAll(arguments);
            return "id)\"7";
        };

        assertThat(keys.call(find, users, 7).key("", generator))
                .isEqualTo("@methodcache.core.key.Services$UserService#find(long)(~id)\\\"7)");
        assertThat(seen).containsExactly("methodcache.core.key.Services$UserService#find(long)", 7L);
    }

    @Test
    void generator_makesOpaqueArgumentsShareable_andSeesNoService() {
        List<Object> seen = new ArrayList<>();
        KeyGenerator generator = (method, arguments) -> {
            seen.addAll(arguments);
            return "x";
        };
        Object money = new StoreKeysTest.Money(1);
        CallIdentity identity = keys.call(two, money, users);

        assertThat((String) identity.key("", generator)).endsWith("(1<methodcache.core.key.Services$UserService>,~x)");
        assertThat(seen).containsExactly(money);
        assertThat(keys.call(two, users, money).key("", generator)).isNotEqualTo(identity.key("", generator));
        assertThat(identity.key("", null)).isInstanceOf(LocalKey.class);
    }

    @Test
    void generator_seesCapturedValues() {
        long id = 7;
        UserService service = users;
        CacheSource<String> source = () -> service.find(id);

        assertThat((String) keys.source(source).key("", (method, arguments) -> "" + arguments))
                .endsWith("~[7])");
    }

    @Test
    void generator_thatFailsOrTellsNothing_isRefused() {
        assertThatThrownBy(() -> keys.call(find, users, 7).key("", (method, arguments) -> ""))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("#find(long) gave an empty text for 1 arguments; it must give a text that tells");
        assertThatThrownBy(() -> keys.call(find, users, 7).key("", (method, arguments) -> null))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("#find(long) gave null for 1 arguments; it must give a text that tells");
        assertThatThrownBy(() -> keys.call(find, users, 7).key("", (method, arguments) -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("broken");
    }

    @Test
    void fastHash_isShortAndTellsArgumentsApart() {
        KeyGenerator fast = new FastHashKeyGeneratorProvider().create();
        List<String> texts = new ArrayList<>();
        for (List<Object> arguments : List.<List<Object>>of(
                List.of(), List.of(7), List.of(7L), List.of("7"), List.of("7", "7"), List.of(List.of("7", "7")))) {
            texts.add(fast.generate("m", arguments));
        }

        assertThat(texts).doesNotHaveDuplicates().allMatch(text -> text.matches("[\\w-]{22}"));
        assertThat(fast.generate("m", List.of(new ArrayList<>(List.of(1)))))
                .isEqualTo(fast.generate("m", List.of(List.of(1))));
        assertThat(new FastHashKeyGeneratorProvider().name()).isEqualTo("fast");
        assertThatThrownBy(() -> fast.generate("m", List.of(new Object())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("m argument \"1\"");
    }
}
