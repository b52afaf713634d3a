package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.notification.Mail;
import kr.dure.notification.internal.MailSendingTest.GreenMails;
import kr.dure.notification.internal.sender.DnsTexts;
import kr.dure.notification.internal.sender.SenderService;
import kr.dure.notification.internal.sender.SenderService.NewSender;
import kr.dure.notification.internal.sender.SenderService.SenderView;
import kr.dure.notification.internal.sender.SenderService.State;
import kr.dure.product.Text;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.impl.DNSPublicKeyRecordRetriever;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.SimpleResolver;

/** A company's own sender, signed; verified by another library against a real DNS server. */
class SenderTest {
    private static final DnsServer DNS = new DnsServer();

    private final TestMail dure = new TestMail();
    private final SenderService senders = dure.senders(new DnsTexts(DNS.address()));

    @AfterAll
    static void stop() {
        DNS.close();
    }

    private SenderView put(String address) {
        return dure.in(
                dure.tenant,
                () -> senders.put(null, new NewSender("에이스 총무팀", address)).view());
    }

    private SenderView check() {
        return dure.in(dure.tenant, () -> senders.get(true).view());
    }

    /** A TXT record in pieces of at most 255 characters, as registrars split it. */
    private static void publish(String name, String value) {
        List<String> pieces = List.of(value.substring(0, 200), value.substring(200));
        DNS.answer("txt-record=" + name + ",\"" + String.join("\",\"", pieces) + "\"");
    }

    private MimeMessage send(GreenMails peer, Mail mail) {
        UUID id = dure.send(mail);
        dure.run(dure.sending(peer.server(), new DnsTexts(DNS.address())), id);
        return peer.onlyMessage();
    }

    private static List<SignatureRecord> verify(MimeMessage message) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        SimpleResolver resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(Integer.parseInt(DNS.address().split(":")[1]));
        return new DKIMVerifier(new DNSPublicKeyRecordRetriever(resolver))
                .verify(new ByteArrayInputStream(raw.toByteArray()));
    }

    @Test
    void aPublishedKeySignsWhatAnotherLibraryVerifies() throws Exception {
        dure.domains.open.add("acme.co.kr");
        SenderView sender = put("office@ACME.co.kr");
        assertThat(sender.address()).isEqualTo("office@acme.co.kr");
        assertThat(sender.inUse()).isTrue();
        publish(sender.dkim().name(), sender.dkim().value());
        assertThat(check().dkim().state()).isEqualTo(State.FOUND);
        try (GreenMails peer = new GreenMails()) {
            MimeMessage message = send(
                    peer,
                    new Mail(
                            "test.kind",
                            "kim@example.com",
                            Locale.KOREAN,
                            new Text("서명된 메일: 아주 긴 한글 제목이 여러 줄로 접히더라도 서명은 그대로 맞아야 합니다", "Signed"),
                            List.of(new Mail.Paragraph(new Text("본문.\n\n.점으로 시작하는 줄  \n끝", "Body"))),
                            false,
                            List.of(new Mail.Attachment("견적.pdf", "application/pdf", new byte[5_000]))));
            assertThat(message.getFrom()[0].toString()).contains("office@acme.co.kr");
            assertThat(verify(message)).singleElement().satisfies(signature -> {
                assertThat(signature.getDToken().toString()).isEqualTo("acme.co.kr");
                assertThat(signature.getHeaders().toString().toLowerCase(Locale.ROOT))
                        .contains("from", "subject", "to", "date", "message-id");
            });
            message.setSubject("forged");
            assertThatThrownBy(() -> verify(message)).isInstanceOf(FailException.class);
        }
    }

    @Test
    void withoutThePublishedKeyMailsGoOutUnsigned() throws Exception {
        dure.domains.open.add("acme.co.kr");
        SenderView sender = put("office@acme.co.kr");
        DNS.answer();
        assertThat(check().dkim().state()).isEqualTo(State.MISSING);
        try (GreenMails peer = new GreenMails()) {
            assertThat(send(peer, TestMail.mail("kim@example.com")).getHeader("DKIM-Signature"))
                    .isNull();
        }
        publish(sender.dkim().name(), "v=DKIM1; k=rsa; p=" + "A".repeat(300));
        assertThat(check().dkim().state()).isEqualTo(State.OTHER);
        DNS.stop();
        assertThat(check().dkim().state()).isEqualTo(State.UNANSWERED);
        try (GreenMails peer = new GreenMails()) {
            assertThat(send(peer, TestMail.mail("kim@example.com")).getHeader("DKIM-Signature"))
                    .isNull();
        }
    }

    @Test
    void aKeyThatCannotBeOpenedKeepsNoMailBackAndIsMadeAnew() throws Exception {
        dure.domains.open.add("acme.co.kr");
        SenderView sender = put("office@acme.co.kr");
        publish(sender.dkim().name(), sender.dkim().value());
        TestMail.strings("UPDATE notification.dkim_key SET private_key = 'lost' WHERE tenant_id = '" + dure.tenant.id()
                + "' RETURNING domain");
        try (GreenMails peer = new GreenMails()) {
            assertThat(send(peer, TestMail.mail("kim@example.com")).getHeader("DKIM-Signature"))
                    .isNull();
        }
        assertThat(check().dkim().value()).isNotEqualTo(sender.dkim().value());
    }

    @Test
    void aForeignDomainIsRefusedAndALostOneFallsBack() throws Exception {
        dure.domains.open.add("acme.co.kr");
        for (String address : List.of("ceo@samsung.com", "a@sub.acme.co.kr", "nobody", "a@acme.co.kr, b@acme.co.kr")) {
            assertThatThrownBy(() -> put(address)).as(address).isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> dure.in(
                        dure.tenant,
                        () -> senders.put(null, new NewSender("a\"<b>\r\nBcc: x@y.kr", "office@acme.co.kr"))))
                .isInstanceOf(Invalid.class);
        put("office@acme.co.kr");
        dure.domains.open.clear();
        assertThat(dure.in(dure.tenant, () -> senders.get(false).view()).inUse())
                .isFalse();
        try (GreenMails peer = new GreenMails()) {
            assertThat(send(peer, TestMail.mail("kim@example.com")).getFrom()[0].toString())
                    .contains("no-reply@dure.test");
        }
    }

    @Test
    void theKeyStaysTheSameIsSealedAndNobodyElses() {
        dure.domains.open.add("acme.co.kr");
        String value = put("office@acme.co.kr").dkim().value();
        dure.clock.advance(Duration.ofDays(1));
        assertThat(put("sales@acme.co.kr").dkim().value()).isEqualTo(value);
        assertThat(TestMail.strings(
                        "SELECT private_key FROM notification.dkim_key WHERE tenant_id = '" + dure.tenant.id() + "'"))
                .singleElement()
                .asString()
                .doesNotStartWith("MII");
        assertThatThrownBy(() -> dure.in(dure.company("other"), () -> senders.get(false)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        assertThatThrownBy(() -> dure.in(dure.tenant, () -> senders.put(7, new NewSender(null, "office@acme.co.kr"))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
    }
}
