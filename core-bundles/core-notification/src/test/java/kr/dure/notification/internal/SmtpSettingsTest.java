package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.notification.internal.sender.Sender;
import org.junit.jupiter.api.Test;

class SmtpSettingsTest {
    @Test
    void anAddressTellsHostPortLoginAndHowItIsEncrypted() {
        assertThat(server("smtp://user:p%40ss:word@mail.example.com:2587"))
                .isEqualTo(new SmtpSettings.Server("mail.example.com", 2587, "user", "p@ss:word", false));
        assertThat(server("smtps://user:secret@mail.example.com"))
                .isEqualTo(new SmtpSettings.Server("mail.example.com", 465, "user", "secret", true));
        assertThat(server("smtp://user:secret@mail.example.com").port()).isEqualTo(587);
        assertThat(server("smtp://localhost:1025"))
                .isEqualTo(new SmtpSettings.Server("localhost", 1025, null, null, false));
    }

    @Test
    void anUnreadableAddressStopsNothingAndNamesNoSecret() {
        for (String url : List.of("http://user:secret@mail", "smtp://secret@mail", "smtp://u:secret@ma il", "secret")) {
            SmtpSettings settings = SmtpSettings.of(Optional.of(url), "a@example.com");
            assertThat(settings.server()).isEmpty();
            assertThat(settings.fault()).startsWith("DURE_SMTP_URL looks like").doesNotContain("secret");
        }
        assertThat(server("smtp://user:secret@mail").toString()).doesNotContain("secret");
    }

    @Test
    void theSenderMayHaveAName() {
        SmtpSettings settings = SmtpSettings.of(Optional.of("smtp://localhost"), "\"두레 서비스\" <no-reply@Dure.kr>");
        assertThat(settings.from()).isEqualTo("no-reply@dure.kr");
        assertThat(settings.fromName()).isEqualTo("두레 서비스");
        assertThat(SmtpSettings.of(Optional.of("smtp://localhost"), "a@b.kr").fromName())
                .isNull();
        assertThat(SmtpSettings.of(Optional.of("smtp://localhost"), "nobody").fault())
                .contains("DURE_MAIL_FROM");
    }

    @Test
    void aPasswordNeverGoesOutInPlainText() {
        try (var peer = new ScriptedSmtp(Map.of("EHLO", "250-test\r\n250 AUTH PLAIN LOGIN"))) {
            SmtpServer server = new SmtpServer(
                    SmtpSettings.of(Optional.of("smtp://user:secret@127.0.0.1:" + peer.port()), "a@example.com"));
            Outcome outcome = server.send(
                    new Letter(UUID.randomUUID(), "kim@example.com", "s", "t", "h", Instant.now()),
                    Sender.INSTALLATION);
            assertThat(outcome).isInstanceOf(Outcome.Later.class);
            assertThat(peer.commands).noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
        }
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForGetsNothing() {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
        setup.setServerStartupTimeout(20_000);
        GreenMail peer = new GreenMail(setup);
        peer.start();
        try {
            SmtpServer server = new SmtpServer(SmtpSettings.of(
                    Optional.of(
                            "smtps://user:secret@127.0.0.1:" + peer.getSmtps().getPort()),
                    "a@example.com"));
            Outcome outcome = server.send(
                    new Letter(UUID.randomUUID(), "kim@example.com", "s", "t", "h", Instant.now()),
                    Sender.INSTALLATION);
            assertThat(outcome).isInstanceOf(Outcome.Later.class);
            assertThat(peer.getReceivedMessages()).isEmpty();
        } finally {
            peer.stop();
        }
    }

    private static SmtpSettings.Server server(String url) {
        return SmtpSettings.of(Optional.of(url), "a@example.com").server().orElseThrow();
    }
}
