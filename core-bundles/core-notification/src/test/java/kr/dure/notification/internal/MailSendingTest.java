package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.notification.Mailer.Sent;
import kr.dure.notification.Mailer.State;
import kr.dure.notification.internal.sender.Sender;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

class MailSendingTest {
    private final TestMail dure = new TestMail();

    @Test
    void aMailArrivesAsTextAndHtmlFromTheSenderThatWasSetUp() throws Exception {
        try (GreenMails peer = new GreenMails()) {
            UUID id = dure.send(TestMail.mail("kim@Example.COM"));
            assertThat(dure.find(id).state()).isEqualTo(State.QUEUED);
            assertThat(TestMail.jobs(id)).isEqualTo(1);
            assertThat(dure.run(dure.sending(peer.server()), id)).isEmpty();
            Sent sent = dure.find(id);
            assertThat(sent.state()).isEqualTo(State.SENT);
            assertThat(sent.to()).isEqualTo("kim@example.com");
            assertThat(sent.reason()).isNull();
            MimeMessage message = peer.onlyMessage();
            assertThat(message.getMessageID()).isEqualTo("<" + id + "@dure.test>");
            assertThat(message.getSubject()).isEqualTo("[두레] 비밀번호 안내");
            assertThat(message.getFrom()[0].toString()).contains("no-reply@dure.test");
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("kim@example.com");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getSentDate()).isNotNull();
            assertThat(message.getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            BodyPart text = parts.getBodyPart(0);
            assertThat(text.isMimeType("text/plain")).isTrue();
            assertThat((String) text.getContent()).contains("안녕하세요, 김두레 님.", "비밀번호: hunter-22");
            BodyPart html = parts.getBodyPart(1);
            assertThat(html.isMimeType("text/html")).isTrue();
            assertThat((String) html.getContent()).contains("안녕하세요, 김두레 님.", "href=\"http://acme.localhost:8181/\"");
        }
    }

    @Test
    void aJobThatRunsTwiceSendsOnce() {
        try (GreenMails peer = new GreenMails()) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(peer.server()), id);
            assertThat(dure.run(dure.sending(peer.server()), id)).isEmpty();
            assertThat(peer.onlyMessage()).isNotNull();
        }
    }

    @Test
    void aCopySentAfterACrashCarriesTheSameMessageId() throws Exception {
        try (GreenMails peer = new GreenMails()) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            Letter letter = dure.in(
                    dure.tenant,
                    () -> TestMail.tx()
                            .read(session ->
                                    new MailRepository(session).get(id).letter().orElseThrow()));
            // Handed over, and killed before that was noted.
            assertThat(peer.server().send(letter, Sender.INSTALLATION)).isInstanceOf(Outcome.Accepted.class);
            dure.run(dure.sending(peer.server()), id);
            assertThat(peer.mails.getReceivedMessages()).hasSize(2);
            for (MimeMessage message : peer.mails.getReceivedMessages()) {
                assertThat(message.getMessageID()).isEqualTo("<" + id + "@dure.test>");
            }
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void aRefusedRecipientIsGivenUpAtOnceWithTheServersWords() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 5.1.1 no such user here"))) {
            UUID id = dure.send(TestMail.mail("nobody@example.com"));
            assertThat(dure.run(dure.sending(TestMail.server(peer.port())), id)).isEmpty();
            assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
            assertThat(dure.find(id).reason()).contains("550 5.1.1 no such user here");
            assertThat(peer.commands).noneMatch(command -> command.equals("DATA"));
        }
    }

    @Test
    void refusedContentIsGivenUpAtOnce() {
        try (var peer = new ScriptedSmtp(Map.of(".", "554 5.7.1 looks like spam"))) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(peer.port())), id);
            assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
            assertThat(dure.find(id).reason()).contains("554 5.7.1 looks like spam");
        }
    }

    @Test
    void whatTheServerHoldsAgainstTheInstallationIsTriedAgain() {
        for (Map<String, String> answers : List.of(
                Map.of("MAIL", "530 5.7.0 log in first"),
                Map.of("RCPT", "451 4.7.1 greylisted"),
                Map.of("CONNECT", "554 go away"),
                Map.of(".", "452 disk full"))) {
            try (var peer = new ScriptedSmtp(answers)) {
                UUID id = dure.send(TestMail.mail("kim@example.com"));
                assertThat(dure.run(dure.sending(TestMail.server(peer.port())), id))
                        .as(answers.toString())
                        .isPresent();
                assertThat(dure.find(id).state()).isEqualTo(State.QUEUED);
                assertThat(dure.find(id).reason()).as(answers.toString()).isNotBlank();
            }
        }
    }

    @Test
    void aServerThatIsDownIsAskedLaterAndLaterAndTheMailArrivesWhenItIsBack() throws IOException {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        int port = freePort();
        MailSending sending = dure.sending(TestMail.server(port));
        Duration first = pause(sending, id);
        Duration second = pause(sending, id);
        assertThat(first).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(35));
        assertThat(second).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(65));
        for (int i = 0; i < 12; i++) {
            pause(sending, id);
        }
        assertThat(pause(sending, id)).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
        assertThat(dure.find(id).reason()).contains("127.0.0.1");
        try (GreenMails peer = new GreenMails(port)) {
            assertThat(dure.run(sending, id)).isEmpty();
            assertThat(peer.onlyMessage()).isNotNull();
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void afterTwoDaysWithoutSuccessAMailIsGivenUp() throws IOException {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        MailSending sending = dure.sending(TestMail.server(freePort()));
        assertThat(dure.run(sending, id)).isPresent();
        dure.clock.advance(Duration.ofHours(47));
        assertThat(dure.run(sending, id)).isPresent();
        dure.clock.advance(Duration.ofHours(1));
        assertThat(dure.run(sending, id)).isEmpty();
        assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aSilentServerHoldsNobodyUp() {
        try (var peer = new ScriptedSmtp(Map.of("DATA", ScriptedSmtp.SILENCE))) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            Instant start = Instant.now();
            assertThat(dure.run(dure.sending(TestMail.server(peer.port(), Duration.ofMillis(300))), id))
                    .isPresent();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(dure.find(id).state()).isEqualTo(State.QUEUED);
        }
    }

    @Test
    void withoutAMailServerMailsWaitAndSayWhyAndTheTwoDaysDoNotBegin() {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        MailSending without = dure.sending(TestMail.noServer());
        assertThat(dure.run(without, id)).isPresent();
        dure.clock.advance(Duration.ofDays(10));
        assertThat(dure.run(without, id)).isPresent();
        assertThat(dure.find(id).state()).isEqualTo(State.QUEUED);
        assertThat(dure.find(id).reason()).contains("DURE_SMTP_URL");
        try (GreenMails peer = new GreenMails()) {
            assertThat(dure.run(dure.sending(peer.server()), id)).isEmpty();
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void aSecretDoesNotWaitLongerThanTwoDaysForAMailServer() {
        UUID id = dure.send(TestMail.mail("kim@example.com", true));
        dure.clock.advance(Duration.ofDays(2));
        assertThat(dure.run(dure.sending(TestMail.noServer()), id)).isEmpty();
        assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
        assertForgotten(id);
    }

    @Test
    void theContentIsForgottenWhenItWasHandedOver() {
        try (GreenMails peer = new GreenMails()) {
            UUID secret = dure.send(TestMail.mail("kim@example.com", true));
            assertThat(content(secret)).singleElement().asString().contains("hunter-22");
            dure.run(dure.sending(peer.server()), secret);
            assertThat(dure.find(secret).state()).isEqualTo(State.SENT);
            assertForgotten(secret);
        }
    }

    @Test
    void aSecretIsForgottenWhenItIsGivenUp() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 no"))) {
            UUID secret = dure.send(TestMail.mail("kim@example.com", true));
            UUID other = dure.send(TestMail.mail("kim@example.com"));
            MailSending sending = dure.sending(TestMail.server(peer.port()));
            dure.run(sending, secret);
            dure.run(sending, other);
            assertForgotten(secret);
            assertThat(content(other)).singleElement().asString().contains("hunter-22");
        }
    }

    @Test
    void aMailIsNotSentWhenItsTransactionFails() {
        UUID[] id = new UUID[1];
        assertThatThrownBy(() -> dure.in(
                        dure.tenant,
                        () -> TestMail.tx().write(session -> {
                            id[0] = dure.mailer.send(TestMail.mail("kim@example.com"));
                            throw new IllegalStateException("changed my mind");
                        })))
                .hasMessageContaining("changed my mind");
        assertThat(dure.in(dure.tenant, () -> dure.mailer.find(id[0]))).isEmpty();
        assertThat(TestMail.jobs(id[0])).isZero();
    }

    @Test
    void anotherTenantFindsNothing() {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        Tenant other = dure.company("other");
        assertThat(dure.in(other, () -> dure.mailer.find(id))).isEmpty();
    }

    @Test
    void whatIsNoAddressIsRefusedAndNeverReachesTheMailServer() {
        for (String to : List.of(
                "kim@example.com\r\nBcc: all@example.com",
                "kim@example.com, lee@example.com",
                "Kim <kim@example.com>",
                "kim example@example.com",
                "@example.com",
                "kim@",
                "kim",
                "kim@exa_mple.com",
                "kim@-example.com",
                "\"kim\"@example.com",
                "a".repeat(65) + "@example.com")) {
            UUID id = dure.send(TestMail.mail(to));
            assertThat(dure.find(id).state()).as(to).isEqualTo(State.FAILED);
            assertThat(TestMail.jobs(id)).isZero();
        }
    }

    @Test
    void mailsAreDeletedAfterNinetyDays() {
        UUID old = dure.send(TestMail.mail("kim@example.com"));
        dure.clock.advance(Duration.ofDays(60));
        UUID young = dure.send(TestMail.mail("kim@example.com"));
        dure.clock.advance(Duration.ofDays(31));
        dure.cleaning.run(null);
        assertThat(dure.in(dure.tenant, () -> dure.mailer.find(old))).isEmpty();
        assertThat(dure.find(young).state()).isEqualTo(State.QUEUED);
        assertThat(dure.run(dure.sending(TestMail.noServer()), old)).isEmpty();
    }

    private Duration pause(MailSending sending, UUID id) {
        Instant now = dure.clock.instant();
        return Duration.between(now, dure.run(sending, id).orElseThrow());
    }

    private static void assertForgotten(UUID id) {
        assertThat(content(id)).containsOnlyNulls();
    }

    private static List<String> content(UUID id) {
        return TestMail.strings("SELECT subject || body_text || body_html FROM notification.mail WHERE id = '" + id
                + "' AND (subject IS NULL) = (body_html IS NULL)");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A mail server that takes everything. */
    static final class GreenMails implements AutoCloseable {
        final GreenMail mails;

        GreenMails() {
            this(0);
        }

        GreenMails(int port) {
            ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            setup.setServerStartupTimeout(20_000);
            mails = new GreenMail(setup);
            mails.start();
        }

        SmtpServer server() {
            return TestMail.server(mails.getSmtp().getPort());
        }

        MimeMessage onlyMessage() {
            assertThat(mails.getReceivedMessages()).hasSize(1);
            return mails.getReceivedMessages()[0];
        }

        @Override
        public void close() {
            mails.stop();
        }
    }
}
