package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kr.dure.web.AppTraffic.Recent;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos()); // about to wrap
    private final Traffic traffic = new Traffic(now::get);

    private void answered(int count, int status, long millis) {
        for (int i = 0; i < count; i++) {
            traffic.answered("/api/sms", status, Duration.ofMillis(millis).toNanos());
        }
    }

    @Test
    void onlyUnforeseenErrorsOfTheLastMinuteAreFailures() {
        answered(10, 500, 5);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        answered(94, 200, 5);
        answered(2, 503, 5);
        answered(3, 500, 5);
        answered(1, 404, 5);
        assertThat(traffic.recent()).containsExactly(new Recent("/api/sms", 100, 3, 5));
    }

    @Test
    void fiveOfAHundredMayBeSlower() {
        answered(95, 200, 5);
        answered(5, 200, 9_000);
        assertThat(traffic.recent()).containsExactly(new Recent("/api/sms", 100, 0, 5));
        answered(1, 200, 9_000);
        assertThat(traffic.recent())
                .singleElement()
                .extracting(Recent::p95Millis)
                .isEqualTo(9_000L);
    }

    @Test
    void aThousandRequestsAreTheLast512AndANewVersionHasNone() {
        answered(1000, 500, 5);
        answered(512, 200, 5);
        assertThat(traffic.recent()).containsExactly(new Recent("/api/sms", 512, 0, 5));
        traffic.forget("/api/sms");
        assertThat(traffic.recent()).isEmpty();
    }
}
