package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import kr.dure.web.HealthCheck.Health;
import kr.dure.web.HealthCheck.Status;
import kr.dure.web.Measured.Figure;
import org.junit.jupiter.api.Test;

class MailTrafficTest {
    private final TestMail dure = new TestMail();

    @Test
    void aMailServerThatTakesNothingForMinutesIsToldUntilItTakesAMail() {
        try (var busy = new ScriptedSmtp(Map.of("RCPT", "451 the disk is full"));
                var better = new ScriptedSmtp(Map.of())) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(busy.port())), id);
            assertThat(dure.traffic.check()).isEqualTo(Health.UP);

            dure.clock.advance(Duration.ofMinutes(7));
            Health late = dure.traffic.check();
            assertThat(late.status()).isEqualTo(Status.DEGRADED);
            assertThat(late.reason()).contains("7 minutes", "the disk is full");
            assertThat(figure("mails_deferred")).isEqualTo(1);
            assertThat(figure("mails_waiting_seconds")).isGreaterThanOrEqualTo(420);

            dure.run(dure.sending(TestMail.server(better.port())), id);
            assertThat(dure.traffic.check()).isEqualTo(Health.UP);
            assertThat(figure("mails_taken")).isEqualTo(1);
            assertThat(figure("mails_waiting_seconds")).isZero();
        }
    }

    @Test
    void aRefusalIsAnAnswerAndNoFaultOfTheServer() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 no such user"))) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(peer.port())), id);
            dure.clock.advance(Duration.ofHours(1));
            assertThat(dure.traffic.check()).isEqualTo(Health.UP);
            assertThat(figure("mails_refused")).isEqualTo(1);
        }
    }

    @Test
    void aServerWithoutAMailServerIsWell() {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        dure.run(dure.sending(TestMail.noServer()), id);
        dure.clock.advance(Duration.ofHours(1));
        assertThat(dure.traffic.check()).isEqualTo(Health.UP);
        assertThat(figure("mails_deferred")).isZero();
    }

    private double figure(String name) {
        return dure.traffic.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow();
    }
}
