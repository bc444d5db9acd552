package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void until_conditionThatComesTrue_returns() {
        AtomicInteger looks = new AtomicInteger();
        Await.until(() -> looks.incrementAndGet() == 3, () -> "never");
        assertThat(looks).hasValue(3);
    }

    @Test
    void until_interrupted_saysWhatItWaitedFor() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until(() -> false, () -> "the moon"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("interrupted while waiting: the moon");
        assertThat(Thread.interrupted()).as("left to the caller").isTrue();
    }
}
