package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import methodcache.api.spi.ValueCodec;
import methodcache.api.spi.ValueCodecProvider;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Chain;
import methodcache.provider.jackson.Values.Color;
import methodcache.provider.jackson.Values.Page;
import methodcache.provider.jackson.Values.Pet;
import methodcache.provider.jackson.Values.User;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many threads, and a codec that has seen nothing yet. */
class CodecConcurrencyTest {

    private static final int THREADS = 8;

    private record Case(Type type, Object value) {}

    private static final List<Case> CASES = List.of(
            new Case(User.class, new User(1, "Ada", Color.RED)),
            new Case(Pet.class, new Values.Dog("Rex", new Values.Cat("Tom"))),
            new Case(new Of<List<Pet>>() {}.type(), List.of(new Values.Dog("Rex", null))),
            new Case(Chain.class, new Chain(1, new Chain(2, null))),
            new Case(
                    new Of<Page<User>>() {}.type(), new Page<>(List.of(new User(1, "a", Color.GREEN)), null, Map.of())),
            new Case(new Of<Map<Color, Chain>>() {}.type(), Map.of(Color.RED, new Chain(3, null))));

    @BeforeAll
    static void openPackage() {
        assertThat(Codecs.values()).isNotEmpty();
    }

    @Test
    void codec_usedByManyThreadsFromTheStart_answersAllAlike() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < 10; round++) {
                for (ValueCodecProvider provider :
                        List.of(new JsonValueCodecProvider(), new CborValueCodecProvider())) {
                    race(threads, provider.create());
                }
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void race(ExecutorService threads, ValueCodec codec) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<List<String>>> seen = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            seen.add(threads.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                List<String> fingerprints = new ArrayList<>();
                for (int turn = 0; turn < 30; turn++) {
                    Case each = CASES.get(turn % CASES.size());
                    fingerprints.add(codec.fingerprint(each.type));
                    assertThat(codec.decode(codec.encode(each.value, each.type), each.type))
                            .isEqualTo(each.value);
                }
                return fingerprints;
            }));
        }
        List<String> first = seen.get(0).get(60, TimeUnit.SECONDS);
        for (Future<List<String>> other : seen) {
            assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(first);
        }
    }
}
