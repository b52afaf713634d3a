package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer.State;
import kr.dure.notification.internal.MailSendingTest.GreenMails;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.Test;

/** Attachments and addresses that take no mail. */
class MailExtrasTest {
    private final TestMail dure = new TestMail();

    private static Mail with(Mail.Attachment... files) {
        return new Mail(
                "billing.quote",
                "kim@example.com",
                Locale.KOREAN,
                new Text("견적서", "Quote"),
                List.of(new Mail.Paragraph(new Text("견적서를 보냅니다.", "Here is your quote."))),
                false,
                List.of(files));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static List<String> attachments(UUID mail) {
        return TestMail.strings("SELECT name FROM notification.mail_attachment WHERE mail_id = '" + mail + "'");
    }

    @Test
    void attachmentsArriveByteForByteUnderTheirKoreanNamesAndAreForgotten() throws Exception {
        byte[] pdf = bytes(300_000);
        try (GreenMails peer = new GreenMails()) {
            UUID id = dure.send(with(
                    new Mail.Attachment("견적서 2026-11.pdf", "application/pdf", pdf),
                    new Mail.Attachment("조건.txt", "text/plain", "부가세 별도".getBytes(StandardCharsets.UTF_8))));
            assertThat(attachments(id)).hasSize(2);
            dure.run(dure.sending(peer.server()), id);
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
            MimeMessage message = peer.onlyMessage();
            assertThat(message.getContentType()).startsWith("multipart/mixed");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
            BodyPart file = parts.getBodyPart(1);
            assertThat(jakarta.mail.internet.MimeUtility.decodeText(file.getFileName()))
                    .isEqualTo("견적서 2026-11.pdf");
            assertThat(file.getContentType()).startsWith("application/pdf");
            assertThat(file.getInputStream().readAllBytes()).isEqualTo(pdf);
            assertThat(attachments(id)).isEmpty();
        }
    }

    @Test
    void attachmentsStayWhileTheMailServerIsAwayAndGoWithARefusedMailWhenItIsCleaned() {
        UUID id = dure.send(with(new Mail.Attachment("a.pdf", "application/pdf", bytes(10))));
        dure.run(dure.sending(TestMail.noServer()), id);
        assertThat(attachments(id)).hasSize(1);
        dure.clock.advance(Duration.ofDays(91));
        dure.cleaning.run(new kr.dure.job.JobRun("x", "", dure.clock.instant(), 0));
        assertThat(attachments(id)).isEmpty();
    }

    @Test
    void moreThanTenMegabytesTogetherAreRefused() {
        Mail.Attachment half = new Mail.Attachment("a.bin", "application/octet-stream", new byte[5_000_000]);
        assertThat(with(half, half).attachments()).hasSize(2);
        Mail.Attachment more = new Mail.Attachment("b.bin", "application/octet-stream", new byte[1]);
        assertThatThrownBy(() -> with(half, half, more)).isInstanceOf(Invalid.class);
        for (String name : List.of("", "../a.pdf", "a\\b.pdf", "a\r\nb.pdf")) {
            assertThatThrownBy(() -> new Mail.Attachment(name, "application/pdf", new byte[1]))
                    .isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> new Mail.Attachment("a.pdf", "application/pdf\r\nX: y", new byte[1]))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void anAddressThatIsRefusedForGoodIsNotMailedAgainUntilItIsReleased() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 5.1.1 no such user"));
                var better = new ScriptedSmtp(Map.of())) {
            UUID waiting = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(peer.port())), dure.send(TestMail.mail("Kim@example.com")));
            assertThat(dure.in(dure.tenant, () -> dure.bounces.list(null, null, 10))
                            .items())
                    .singleElement()
                    .satisfies(bounce -> assertThat(bounce.address()).isEqualTo("kim@example.com"));
            UUID next = dure.send(TestMail.mail("KIM@example.com"));
            assertThat(dure.find(next).state()).isEqualTo(State.FAILED);
            assertThat(dure.find(next).reason()).contains("came back", "5.1.1");
            MailSending sending = dure.sending(TestMail.server(better.port()));
            dure.run(sending, waiting);
            assertThat(dure.find(waiting).state()).isEqualTo(State.FAILED);
            assertThat(better.commands).isEmpty();

            Tenant other = dure.company("other");
            UUID theirs = dure.in(other, () -> dure.mailer.send(TestMail.mail("kim@example.com")));
            assertThat(dure.in(other, () -> dure.mailer.find(theirs).orElseThrow())
                            .state())
                    .isEqualTo(State.QUEUED);
            assertThatThrownBy(() -> dure.in(other, () -> {
                        dure.bounces.release("kim@example.com");
                        return null;
                    }))
                    .isInstanceOf(NotFound.class);

            dure.asOperator(() -> {
                dure.bounces.release(dure.tenant.id(), "kim@example.com");
                return null;
            });
            UUID again = dure.send(TestMail.mail("kim@example.com"));
            dure.run(sending, again);
            assertThat(dure.find(again).state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void onlyWhatIsTheAddressesOwnFaultMarksIt() {
        Map<String, Boolean> answers = Map.of(
                "550 5.1.1 no such user", true,
                "550 no such user", true,
                "550 5.2.1 disabled", true,
                "552 5.2.2 mailbox full", false,
                "550 5.7.1 relaying denied", false,
                "554 5.7.1 blocked", false);
        answers.forEach((answer, marked) -> {
            try (var peer = new ScriptedSmtp(Map.of("RCPT", answer))) {
                TestMail company = new TestMail();
                UUID id = company.send(TestMail.mail("kim@example.com"));
                company.run(company.sending(TestMail.server(peer.port())), id);
                assertThat(company.find(id).state()).as(answer).isEqualTo(State.FAILED);
                assertThat(company.in(company.tenant, () -> company.bounces.list(null, null, 10))
                                .items())
                        .as(answer)
                        .hasSize(marked ? 1 : 0);
            }
        });
    }

    /** As Postfix writes it. */
    private static String report(UUID mail, String address, String action, String status) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
                To: no-reply@dure.test
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="B"

                --B
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not be delivered.

                --B
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com
                Arrival-Date: Thu, 26 Nov 2026 03:00:00 +0900 (KST)

                Final-Recipient: rfc822; %s
                Original-Recipient: rfc822;%s
                Action: %s
                Status: %s
                Remote-MTA: dns; mailbox.example.com
                Diagnostic-Code: smtp; 550 5.1.1 <%s>: Recipient address rejected: User unknown

                --B
                Content-Type: text/rfc822-headers

                Message-ID: <%s@dure.test>
                Subject: hello
                To: %s

                --B--
                """.formatted(address, address, action, status, address, mail, address)
                .replace("\n", "\r\n");
    }

    private List<BounceView> tell(String report) {
        return dure.asOperator(
                () -> dure.bounces.report(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aDeliveryReportMarksTheMailAndItsAddress() {
        try (var peer = new ScriptedSmtp(Map.of())) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(peer.port())), id);
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
            assertThat(tell(report(id, "kim@example.com", "delayed", "4.4.1"))).isEmpty();
            assertThat(tell(report(id, "stranger@example.com", "failed", "5.1.1")))
                    .isEmpty();
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
            assertThat(tell(report(id, "kim@example.com", "failed", "5.1.1")))
                    .singleElement()
                    .satisfies(bounce -> assertThat(bounce.address()).isEqualTo("kim@example.com"));
            tell(report(id, "kim@example.com", "failed", "5.1.1"));
            assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
            assertThat(dure.find(id).reason()).contains("User unknown");
            assertThat(dure.asOperator(() -> dure.service.list(dure.tenant.id(), null, null, null, 1))
                            .items())
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.bounced()).isTrue();
                        assertThat(mail.resendable()).isFalse();
                    });
            assertThat(dure.find(dure.send(TestMail.mail("kim@example.com"))).state())
                    .isEqualTo(State.FAILED);
        }
    }

    @Test
    void whatIsNoReportAboutOurMailIsRefused() {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        for (String message : List.of(
                "",
                "Subject: hello\r\n\r\nhello",
                "Content-Type: multipart/report; boundary=B\r\n\r\n--B\r\n\r\nx\r\n--B--\r\n",
                report(id, "kim@example.com", "failed", "5.1.1").replace("Message-ID", "X-Other"),
                "\u0000\u0001\u0002")) {
            assertThat(catchThrowableOfType(Invalid.class, () -> tell(message)))
                    .as(message)
                    .isNotNull();
        }
        assertThatThrownBy(() -> tell(report(UUID.randomUUID(), "kim@example.com", "failed", "5.1.1")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dure.in(
                        dure.tenant,
                        () -> dure.bounces.report(new ByteArrayInputStream(
                                report(id, "kim@example.com", "failed", "5.1.1").getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(Forbidden.class);
        assertThat(dure.find(id).state()).isEqualTo(State.QUEUED);
    }
}
