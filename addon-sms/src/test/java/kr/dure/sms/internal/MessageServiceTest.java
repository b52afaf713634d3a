package kr.dure.sms.internal;

import static kr.dure.sms.internal.TestSms.FROM;
import static kr.dure.sms.internal.TestSms.ad;
import static kr.dure.sms.internal.TestSms.notice;
import static kr.dure.sms.internal.TestSms.phones;
import static kr.dure.sms.internal.TestSms.seoul;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.sms.internal.Message.Kind;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.HealthCheck;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem.FieldError;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageServiceTest {
    private static final String TO = "01012345678";
    private static final String AD = "(광고) 두레상사 할인\n무료수신거부 080-123-4567";

    private static TestSms sms;

    private Tenant acme;

    @BeforeAll
    static void start() {
        sms = new TestSms();
    }

    @AfterAll
    static void stop() {
        sms.close();
    }

    @BeforeEach
    void signUp() {
        sms.clock.set(seoul("2026-06-15T12:00"));
        acme = sms.companyWithNumber();
    }

    private List<FieldError> errors(NewMessage message) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> sms.send(acme, message));
        assertThat(invalid).as("no field of %s was found wrong", message).isNotNull();
        assertThat(invalid.status()).isEqualTo(422);
        return invalid.errors();
    }

    private List<String> faults(NewMessage message) {
        return errors(message).stream().map(FieldError::field).toList();
    }

    private static NewMessage at(Instant sendAt) {
        return new NewMessage(FROM, List.of(TO), null, null, "x", null, Kind.NOTICE, sendAt.atOffset(ZoneOffset.UTC));
    }

    @Test
    void aNumberTwiceInTheListIsOneRecipient() {
        Message.Accepted accepted = sms.send(acme, notice("x", List.of(TO, "010-1234-5678", "+82 10 1234 5678")));
        assertThat(accepted.recipients()).isEqualTo(1);
        assertThat(accepted.chargeable()).isEqualTo(1);
        assertThat(sms.message(acme, accepted.id()).results()).hasSize(1);
    }

    @Test
    void anAcceptedMessageIsAnsweredAsItWasWritten() {
        UUID id = sms.send(acme, "안녕하세요\r\n두레입니다", TO);
        Message message = sms.message(acme, id);
        assertThat(message.from()).isEqualTo(FROM);
        assertThat(message.text()).isEqualTo("안녕하세요\n두레입니다");
        assertThat(message.kind()).isEqualTo(Kind.NOTICE);
        assertThat(message.recipients()).isEqualTo(1);
    }

    @Test
    void eachWrongRecipientIsNamedByItsPlace() {
        assertThat(faults(notice("x", List.of(TO, "02-123-4567", "010-2222-3333", "0"))))
                .containsExactly("to[1]", "to[3]");
        assertThat(errors(notice("x", List.of(TO, "02-123-4567")))
                        .get(0)
                        .message()
                        .ko())
                .startsWith("2번째 받는 번호");
    }

    @Test
    void aMessageHasOneToTenThousandRecipients() {
        assertThat(faults(notice("x", phones(10_001)))).containsExactly("to");
        assertThat(faults(notice("x", List.of()))).containsExactly("to");
        assertThat(faults(notice("x", null))).containsExactly("to");
        assertThat(sms.send(acme, notice("x", phones(10_000))).recipients()).isEqualTo(10_000);
    }

    @Test
    void aTextHasUpToFortyFiveSyllables() {
        assertThat(faults(notice("가".repeat(46), List.of(TO)))).containsExactly("text");
        assertThat(faults(notice(" ", List.of(TO)))).containsExactly("text");
        assertThat(faults(notice(null, List.of(TO)))).containsExactly("text");
        sms.send(acme, "가".repeat(45), TO);
        sms.send(acme, "가".repeat(44) + "\r\n", TO);
    }

    @Test
    void anEmojiIsRefusedWithItsPosition() {
        FieldError error = errors(notice("안녕😀", List.of(TO))).get(0);
        assertThat(error.field()).isEqualTo("text");
        assertThat(error.message().en()).startsWith("Character 3 ");
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        assertThat(faults(new NewMessage(null, List.of("x"), null, null, "", "제목😀", null, null)))
                .containsExactly("to[0]", "from", "text", "subject", "kind");
    }

    @Test
    void aMessageIsSentWithinAYearFromNow() {
        Instant now = sms.clock.instant();
        assertThat(faults(at(now.minusSeconds(120)))).containsExactly("sendAt");
        assertThat(faults(at(now.plusSeconds(367L * 24 * 3600)))).containsExactly("sendAt");
        assertThat(faults(at(Instant.parse("9999-12-31T00:00:00Z")))).containsExactly("sendAt");
        sms.send(acme, at(now.minusSeconds(30)));
        sms.send(acme, at(now.plusSeconds(365L * 24 * 3600)));
    }

    @Test
    void anAdvertisementIsMarkedRefusableAndByDay() {
        assertThat(faults(ad("할인 무료수신거부 080", null))).containsExactly("text");
        assertThat(faults(ad("(광고) 할인", null))).containsExactly("text");
        assertThat(faults(ad(AD, "2026-06-15T21:00"))).containsExactly("sendAt");
        assertThat(faults(ad(AD, "2026-06-16T07:59"))).containsExactly("sendAt");
        sms.send(acme, ad(AD, null));
        sms.send(acme, ad(AD, "2026-06-16T08:00"));
    }

    @Test
    void anAdvertisementForNowIsRefusedAtNightAndANoticeIsNot() {
        sms.clock.set(seoul("2026-06-15T21:00"));
        assertThat(faults(ad(AD, null))).containsExactly("sendAt");
        sms.send(acme, "x", TO);
    }

    @Test
    void anUnregisteredSenderNumberIsRefused() {
        acme = sms.company();
        assertThat(faults(notice("x", List.of(TO)))).containsExactly("from");
    }

    @Test
    void aSenderNumberIsRefusedBeforeItIsApprovedAndAfterItIsRejected() {
        acme = sms.company();
        UUID number = sms.as(acme, () -> sms.numbers.register(FROM, null)).id();
        assertThat(faults(notice("x", List.of(TO)))).containsExactly("from");
        sms.asOperator(() -> sms.numbers.approve(number, null));
        sms.send(acme, "x", TO);
        sms.asOperator(() -> sms.numbers.reject(number, "명의가 다릅니다."));
        assertThat(faults(notice("x", List.of(TO)))).containsExactly("from");
    }

    @Test
    void onlyTheOperatorApproves() {
        acme = sms.company();
        UUID number = sms.as(acme, () -> sms.numbers.register(FROM, null)).id();
        assertThatExceptionOfType(Forbidden.class)
                .isThrownBy(() -> sms.as(acme, () -> sms.numbers.approve(number, null)));
        assertThat(sms.as(acme, () -> sms.numbers.list(null, 50)).items().get(0).state())
                .isEqualTo(SenderNumber.State.REQUESTED);
    }

    @Test
    void aNumberIsRegisteredOnceAndAgainAfterARejection() {
        acme = sms.company();
        SenderNumber first = sms.as(acme, () -> sms.numbers.register("02-1234-5678", null));
        assertThat(first.tenantId()).isEqualTo(acme.id());
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> sms.as(acme, () -> sms.numbers.register(FROM, null)));
        sms.asOperator(() -> sms.numbers.reject(first.id(), "증명원이 없습니다."));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> sms.asOperator(() -> sms.numbers.approve(first.id(), null)));
        SenderNumber again = sms.as(acme, () -> sms.numbers.register(FROM, "증명원"));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.reason()).isNull();
        assertThat(sms.asOperator(() -> sms.numbers.approve(first.id(), null)).state())
                .isEqualTo(SenderNumber.State.APPROVED);
    }

    @Test
    void theOperatorSeesTheNumbersOfAllCompanies() {
        Tenant bravo = sms.company();
        UUID asked =
                sms.as(bravo, () -> sms.numbers.register("1588-1234", null)).id();
        Page<SenderNumber> open =
                sms.asOperator(() -> sms.numbers.listAll(Optional.of(SenderNumber.State.REQUESTED), null, 200));
        assertThat(open.items())
                .filteredOn(number -> number.id().equals(asked))
                .singleElement()
                .satisfies(number -> assertThat(number.tenantId()).isEqualTo(bravo.id()));
        assertThat(open.items()).noneMatch(number -> number.tenantId().equals(acme.id()));
    }

    @Test
    void anotherCompanyNeitherReadsTheMessageNorSendsFromTheNumber() {
        UUID id = sms.send(acme, "x", TO);
        acme = sms.company();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> sms.message(acme, id));
        assertThat(sms.as(acme, () -> sms.messages.list(null, 50)).items()).isEmpty();
        assertThat(sms.as(acme, () -> sms.numbers.list(null, 50)).items()).isEmpty();
        assertThat(faults(notice("x", List.of(TO)))).containsExactly("from");
    }

    @Test
    void theListIsPagedFromTheNewest() {
        List<UUID> sent = List.of(sms.send(acme, "1", TO), sms.send(acme, "2", TO), sms.send(acme, "3", TO));
        Page<Message> first = sms.as(acme, () -> sms.messages.list(null, 2));
        assertThat(first.items()).extracting(Message::id).containsExactly(sent.get(2), sent.get(1));
        Page<Message> rest = sms.as(acme, () -> sms.messages.list(sent.get(1), 2));
        assertThat(rest.items()).extracting(Message::id).containsExactly(sent.get(0));
    }

    @Test
    void withoutARouteMessagesAreNotAccepted() {
        try (TestSms unrouted = new TestSms(Optional.empty())) {
            Tenant bravo = unrouted.companyWithNumber();
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> unrouted.send(bravo, "x", TO));
            assertThat(unrouted.sender.check().status()).isEqualTo(HealthCheck.Status.DEGRADED);
        }
    }
}
