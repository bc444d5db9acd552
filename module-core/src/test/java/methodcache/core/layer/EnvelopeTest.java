package methodcache.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import methodcache.core.cluster.Stamp;
import methodcache.core.invalidation.Glob;
import methodcache.core.invalidation.Positions;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import methodcache.core.policy.Links;
import org.junit.jupiter.api.Test;

/** The format is a promise to other nodes, perhaps of another version: the golden file may gain formats, and lose none. */
class EnvelopeTest {

    private static final Links LINKS = new Links(
            ordered("users", "häß"),
            Set.of("tenant:7"),
            Set.of("role:"),
            Set.of("prices:*"),
            Set.of("stock"),
            Set.of("b:"),
            true);

    private static Set<String> ordered(String... texts) {
        return new LinkedHashSet<>(Arrays.asList(texts));
    }

    /** By what a value is reached, as another node would have written it. */
    private static Reach reach() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Wire.targets(
                out,
                List.of(
                        new Target.Tag("", "users"),
                        new Target.Key("tenant:7"),
                        new Target.Prefix("", "role:"),
                        new Target.Pattern("", new Glob("prices:*"))));
        out.writeInt(0);
        return Wire.reach(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "user:1", "", LINKS);
    }

    private static Envelope envelope() throws IOException {
        return envelope(null);
    }

    private static Envelope envelope(String etag) throws IOException {
        return new Envelope(
                "user:1",
                new Stamp("epoch-1", 4_711),
                1_000,
                61_000,
                91_000,
                2_500_000,
                3,
                etag,
                "",
                LINKS,
                reach(),
                Envelope.COMPRESSED,
                "payload".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytes_ofAnEnvelope_areThoseOfTheGoldenFile() throws IOException {
        assertThat(HexFormat.of().formatHex(envelope().bytes())).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream file = EnvelopeTest.class.getResourceAsStream("envelope-1.hex")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    @Test
    void envelope_readFromTheGoldenFile_isWhole() throws IOException {
        Envelope read = Envelope.of(HexFormat.of().parseHex(golden()));
        assertThat(HexFormat.of().formatHex(read.bytes())).isEqualTo(golden());
        assertThat(read.links()).isEqualTo(LINKS);
        assertThat(read.asOf()).isEqualTo(new Stamp("epoch-1", 4_711));
        assertThat(Positions.touch(List.of(new Target.Key("role:admin")), "user:1", read.reach()))
                .isTrue();
        assertThat(Positions.touch(List.of(new Target.Tag("", "prices:eu")), "user:1", read.reach()))
                .isTrue();
        assertThat(Positions.touch(List.of(new Target.Tag("", "other")), "user:1", read.reach()))
                .isFalse();
    }

    @Test
    void etag_isRead() throws IOException {
        assertThat(Envelope.of(envelope("\"7\"").bytes()).etag()).isEqualTo("\"7\"");
        assertThat(Envelope.of(envelope().bytes()).etag()).isNull();
    }

    @Test
    void bytes_thatAreNoEnvelope_areRefusedAndNoError() throws IOException {
        byte[] good = envelope().bytes();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            byte[] cut = random.nextBoolean() ? bad : Arrays.copyOf(bad, random.nextInt(bad.length));
            try {
                assertThat(Envelope.of(cut)).isNotNull();
            } catch (IOException | RuntimeException refused) {
                assertThat(refused).isNotNull();
            }
        }
        byte[] other = good.clone();
        other[0] = 9;
        assertThatThrownBy(() -> Envelope.of(other)).hasMessage("its format is 9, not 1");
    }
}
