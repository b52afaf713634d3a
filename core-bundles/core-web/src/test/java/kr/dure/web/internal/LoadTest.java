package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Instant NOON = Instant.parse("2026-06-11T03:00:00Z");

    private final Metrics metrics = new Metrics();
    private final Load load = new Load(metrics, Clock.fixed(NOON, ZoneOffset.UTC));

    @AfterEach
    void close() {
        load.close();
        metrics.close();
    }

    private void answered(int status, int millis) {
        metrics.answered("sms", "GET", status, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void eachSampleCountsWhatWasAnsweredSinceTheOneBefore() {
        answered(200, 10);
        answered(503, 30);
        load.take();
        answered(200, 50);
        load.take();
        load.take();

        assertThat(load.samples()).extracting(Load.Sample::requests).containsExactly(2L, 1L, 0L);
        assertThat(load.samples()).extracting(Load.Sample::failures).containsExactly(1L, 0L, 0L);
        assertThat(load.samples().get(0).meanMillis()).isCloseTo(20, within(0.001));
        assertThat(load.samples().get(1).meanMillis()).isCloseTo(50, within(0.001));
        assertThat(load.samples().get(2).meanMillis()).isZero();
    }

    @Test
    void itSaysWhatTheProcessUses() {
        load.take();

        Load.Sample sample = load.samples().get(0);
        assertThat(sample.at()).isEqualTo(NOON);
        assertThat(sample.heap()).isPositive();
        assertThat(sample.processor()).isBetween(0.0, 1.0);
        assertThat(sample.connections()).isZero();
    }

    @Test
    void anHourIsKept() {
        for (int i = 0; i < Load.KEPT + 5; i++) {
            answered(200, 1);
            load.take();
        }
        assertThat(load.samples()).hasSize(Load.KEPT);
        assertThat(Load.EVERY.multipliedBy(Load.KEPT)).isEqualTo(Duration.ofHours(1));
    }
}
