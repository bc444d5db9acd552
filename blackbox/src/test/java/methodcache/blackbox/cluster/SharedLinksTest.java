package methodcache.blackbox.cluster;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import methodcache.api.MethodCache;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a value depends on is known where it was loaded; what it goes with, too. Another node invalidates. */
@Timeout(30)
class SharedLinksTest {

    private final Nodes nodes = new Nodes();
    private MethodCache a;
    private MethodCache b;
    private MethodCache c;

    @BeforeEach
    void open() {
        a = nodes.cache("a");
        b = nodes.cache("b");
        c = nodes.cache("c");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private static void load(MethodCache on, String key, Consumer<EntryPolicyBuilder<String, ?>> policy) {
        on.<String>getOrCreate(key, context -> "old", policy);
    }

    /** Lets nodes tell each other what they know. */
    private void talk() {
        nodes.clock.advance(ofMillis(250));
        nodes.clock.advance(ofMillis(250));
    }

    private void assertGone(String key) {
        for (MethodCache node : new MethodCache[] {b, a, c}) {
            assertThat(node.tryGet(key).found()).isFalse();
        }
    }

    private void assertKept(String key) {
        for (MethodCache node : new MethodCache[] {b, a, c}) {
            assertThat(node.tryGet(key).found()).isTrue();
        }
    }

    @Test
    void parent_thatWasLoadedElsewhereBefore_leadsItsOwnParentsEvents() {
        load(a, "c1", p -> p.dependsOn("c0"));
        load(b, "c2", p -> p.dependsOn("c1"));
        talk();
        c.invalidateKeys("c0");
        assertGone("c2");
    }

    @Test
    void parent_thatIsLoadedElsewhereLater_leadsItsOwnParentsEvents() {
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("c0"));
        talk();
        c.invalidateKeys("c0");
        assertGone("c2");
    }

    @Test
    void invalidation_onTheChildsOwnNode_holdsAtOnce() {
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("c0").withTags("t"));
        talk();
        load(b, "c2", p -> p.dependsOn("c1"));
        nodes.node("b").faults().disconnect();
        b.invalidateTags("t");
        assertThat(b.tryGet("c2").found()).isFalse();
        load(b, "c2", p -> p.dependsOn("c1"));
        assertThat(b.tryGet("c2").found()).isTrue();
        b.invalidateKeys("c0");
        assertThat(b.tryGet("c2").found()).isFalse();
    }

    @Test
    void child_isSharedAllTheSame_whenItsParentsLinksAreHeard() {
        load(b, "c1", p -> p.dependsOn("c0"));
        load(b, "c2", p -> p.dependsOn("c1"));
        talk();
        assertKept("c2");
        talk();
        assertKept("c2");
    }

    @Test
    void chain_overThreeNodes_goesFromEnd() {
        load(c, "c3", p -> p.dependsOn("c2"));
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.withTags("t"));
        talk();
        talk();
        a.invalidateTags("t");
        assertGone("c3");
        assertGone("c2");
        assertGone("c1");
    }

    @Test
    void parent_whoseLinksChange_leadsTheNewOnes() {
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("c0"));
        talk();
        a.invalidateKeys("c1");
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("d0"));
        talk();
        load(b, "c2", p -> p.dependsOn("c1"));
        c.invalidateKeys("d0");
        assertGone("c2");
    }

    @Test
    void prefix_ofWhichOneIsTaggedElsewhere_goesWithTheTag() {
        load(a, "user:1", p -> p.withTags("u"));
        load(b, "list", p -> p.dependsOnPrefix("user:"));
        talk();
        c.invalidateTags("u");
        talk();
        assertGone("list");
    }

    @Test
    void relatedKey_thatOnlyAnotherNodeKnows_goesToo() {
        load(a, "k", p -> p.invalidatesWith("x"));
        load(b, "x", p -> {});
        talk();
        c.invalidateKeys("k");
        talk();
        assertGone("x");
    }

    @Test
    void relatedKey_ofAChildWhoseParentsTagsWereHeard_goesToo() {
        load(a, "customer", p -> p.withTags("customers"));
        load(b, "order", p -> p.dependsOn("customer").invalidatesWith("order-list"));
        load(b, "order-list", p -> {});
        talk();
        nodes.node("b").faults().disconnect();
        b.invalidateTags("customers");
        assertThat(b.tryGet("order").found()).isFalse();
        assertThat(b.tryGet("order-list").found()).isFalse();
        nodes.node("b").faults().heal();
        nodes.clock.advance(ofSeconds(2));
        assertGone("order-list");
    }

    @Test
    void circle_overNodes_isFollowedOnce() {
        load(a, "user", p -> p.invalidatesWith("profile"));
        load(b, "profile", p -> p.invalidatesWith("user"));
        talk();
        assertFollowedOnce(() -> c.invalidateKeys("user"), "user", "profile");
    }

    @Test
    void circleOfPrefixes_overNodes_isFollowedOnce() {
        load(a, "x1", p -> p.dependsOnPrefix("y"));
        load(b, "y1", p -> p.dependsOnPrefix("x"));
        talk();
        assertFollowedOnce(() -> c.invalidateKeys("x1"), "x1", "y1");
    }

    @Test
    void circleOfTags_overNodes_isFollowedOnce() {
        load(a, "orders", p -> p.withTags("orders").dependsOnTag("users"));
        load(b, "user:1", p -> p.withTags("users").dependsOnTag("orders"));
        talk();
        assertFollowedOnce(() -> c.invalidateTags("users"), "orders", "user:1");
    }

    private void assertFollowedOnce(Runnable event, String one, String other) {
        long before = appends();
        event.run();
        for (int i = 0; i < 10; i++) {
            talk();
        }
        assertGone(one);
        assertGone(other);
        assertThat(appends() - before).isLessThanOrEqualTo(4);
        load(a, one, p -> {});
        load(b, other, p -> {});
        talk();
        assertKept(one);
        assertKept(other);
    }

    private long appends() {
        return nodes.node("a").calls(ReferenceOperation.APPEND)
                + nodes.node("b").calls(ReferenceOperation.APPEND)
                + nodes.node("c").calls(ReferenceOperation.APPEND);
    }

    @Test
    void node_thatStartedWhenNothingWasKeptOfTheLog_isToldWhatOthersDependOn() {
        load(b, "c2", p -> p.dependsOn("c1"));
        talk();
        nodes.cluster.keepEvents(0);
        nodes.cluster.keepEvents(1_000);
        MethodCache d = nodes.cache("d");
        talk();
        load(d, "c1", p -> p.dependsOn("c0"));
        talk();
        c.invalidateKeys("c0");
        assertGone("c2");
    }

    @Test
    void manyParents_costFewMessages() {
        for (int i = 0; i < 2_000; i++) {
            String parent = "user:" + i;
            load(b, "order:" + i, p -> p.dependsOn(parent));
        }
        for (int i = 0; i < 10; i++) {
            talk();
        }
        assertThat(nodes.node("b").calls(ReferenceOperation.APPEND)).isBetween(1L, 6L);
        load(a, "user:1999", p -> p.withTags("t"));
        talk();
        c.invalidateTags("t");
        assertGone("order:1999");
        assertKept("order:1");
    }

    @Test
    void nodes_thatCouldNotTell_tellLater() {
        nodes.node("b").faults().disconnect();
        load(b, "c2", p -> p.dependsOn("c1"));
        nodes.clock.advance(ofSeconds(3));
        load(a, "c1", p -> p.dependsOn("c0"));
        nodes.node("b").faults().heal();
        nodes.clock.advance(ofSeconds(2));
        talk();
        load(b, "c2", p -> p.dependsOn("c1"));
        c.invalidateKeys("c0");
        assertGone("c2");
    }

    @Test
    void cluster_thatLostItsMemory_isToldAgain() {
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("c0"));
        talk();
        nodes.cluster.loseMemory();
        nodes.clock.advance(ofSeconds(2));
        load(b, "c2", p -> p.dependsOn("c1"));
        load(a, "c1", p -> p.dependsOn("d0"));
        talk();
        load(b, "c2", p -> p.dependsOn("c1"));
        c.invalidateKeys("d0");
        assertGone("c2");
    }
}
