package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.spi.Backplane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of appends, and when it isn't so. */
class ReferenceNotificationsTest extends ClusterFixture {
    private int toldA;
    private int toldB;

    @BeforeEach
    void listen() {
        logA.listen(() -> toldA++);
        logB.listen(() -> toldB++);
    }

    @Test
    void append_always_tellsAllButItself() {
        now(append(logA, "event"));
        assertThat(toldA).isZero();
        assertThat(toldB).isEqualTo(1);
        try (Backplane other = a.backplane().create(settings("other"))) {
            now(append(other, "event"));
        }
        assertThat(toldB).as("another cache").isEqualTo(1);
        try (Backplane same = a.backplane().create(settings("cache"))) {
            now(append(same, "event"));
        }
        assertThat(toldA).as("of one node, but not the same").isEqualTo(1);
        assertThat(toldB).isEqualTo(2);
    }

    @Test
    void listen_severalTimes_callsEach() {
        logB.listen(() -> toldB += 10);
        now(append(logA, "event"));
        assertThat(toldB).isEqualTo(11);
    }

    @Test
    void close_always_endsCalls() {
        logB.close();
        now(append(logA, "event"));
        logB.listen(() -> toldB++);
        now(append(logA, "event"));
        assertThat(toldB).isZero();
    }

    @Test
    void holdNotifications_always_callsWhenTheyPass() {
        b.faults().holdNotifications();
        now(append(logA, "1"));
        now(append(logA, "2"));
        now(append(logB, "3"));
        assertThat(toldB).isZero();
        assertThat(toldA).isEqualTo(1);
        b.faults().passNotifications();
        assertThat(toldB).isEqualTo(2);
        now(append(logA, "4"));
        assertThat(toldB).isEqualTo(3);
    }

    @Test
    void dropNotifications_always_losesThem() {
        cluster.faults().dropNotifications();
        now(append(logA, "event"));
        cluster.faults().passNotifications();
        assertThat(toldB).isZero();
        now(append(logA, "event"));
        assertThat(toldB).isEqualTo(1);
    }

    @Test
    void duplicateNotifications_always_callsTwice() {
        b.faults().duplicateNotifications();
        now(append(logA, "event"));
        assertThat(toldB).isEqualTo(2);
    }

    @Test
    void notifications_ofANode_goBeforeThoseOfTheCluster() {
        cluster.faults().duplicateNotifications();
        b.faults().dropNotifications();
        now(append(logA, "event"));
        assertThat(toldB).isZero();
        now(append(logB, "event"));
        assertThat(toldA).isEqualTo(2);
    }

    @Test
    void freeze_ofWhoListens_callsWhenThawed() {
        b.faults().freeze();
        now(append(logA, "event"));
        assertThat(toldB).isZero();
        b.faults().thaw();
        assertThat(toldB).isEqualTo(1);
    }

    @Test
    void freeze_ofWhoAppends_callsWhenThawed() {
        a.faults().freeze();
        append(logA, "event");
        assertThat(toldB).isZero();
        a.faults().thaw();
        assertThat(toldB).isEqualTo(1);
    }

    @Test
    void disconnect_always_callsWhenLostAndWhenBackAndNotBetween() {
        b.faults().disconnect();
        assertThat(toldB).isEqualTo(1);
        now(append(logA, "event"));
        assertThat(toldB).isEqualTo(1);
        b.faults().reconnect();
        assertThat(toldB).isEqualTo(2);
        assertThat(toldA).isZero();
        cluster.faults().disconnect();
        cluster.faults().heal();
        assertThat(toldA).isEqualTo(2);
        assertThat(toldB).isEqualTo(4);
    }
}
