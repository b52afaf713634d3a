package kr.dure.sms.internal;

import static kr.dure.sms.internal.TestSms.FROM;
import static kr.dure.sms.internal.TestSms.ad;
import static kr.dure.sms.internal.TestSms.notice;
import static kr.dure.sms.internal.TestSms.phones;
import static kr.dure.sms.internal.TestSms.seoul;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.carrier.Result;
import kr.dure.sms.internal.Message.Kind;
import kr.dure.sms.internal.Message.State;
import kr.dure.sms.internal.Message.Status;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long messages, merge fields, groups, opt-outs, limits, approval and taking back. */
class MessageOptionsTest {
    private static final String TO = "01012345678";
    private static final String OTHER = "01087654321";

    private static TestSms sms;

    private Tenant acme;

    @BeforeAll
    static void start() {
        sms = new TestSms();
        sms.sender.close();
        sms.longMessages = true;
        sms.start();
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

    private static NewMessage message(String text, String subject, List<Addressee> recipients, List<UUID> groups) {
        return new NewMessage(FROM, null, recipients, groups, text, subject, Kind.NOTICE, null);
    }

    private List<String> charged(String meter) {
        return TestSms.strings(
                "SELECT key FROM platform.usage WHERE meter = '" + meter + "' AND tenant_id = '" + acme.id() + "'");
    }

    private TestSmsc.Submission sent(UUID id, String to) {
        sms.awaitAll(acme, id, State.SENT);
        return sms.smsc.to(to).stream().reduce((first, last) -> last).orElseThrow();
    }

    @Test
    void whatTheCompanysOwnCapRefusesIsNotAcceptedAndWhatIsUnderWayCounts() {
        UUID later = sms.send(
                        acme,
                        new NewMessage(
                                FROM,
                                List.of("01000000001", "01000000002"),
                                null,
                                null,
                                "나중에",
                                null,
                                Kind.NOTICE,
                                sms.clock.instant().plusSeconds(86_400).atOffset(ZoneOffset.UTC)))
                .id();
        sms.caps = (further, pending) -> {
            assertThat(further).containsExactly(Map.entry("sms", 1L));
            assertThat(pending.get()).containsExactly(Map.entry("sms", 2L));
            throw new Conflict("한도", "cap");
        };
        NewMessage one = new NewMessage(FROM, List.of("01000000003"), null, null, "지금", null, Kind.NOTICE, null);
        try {
            assertThatThrownBy(() -> sms.send(acme, one)).isInstanceOf(Conflict.class);
        } finally {
            sms.caps = (further, pending) -> {};
        }
        assertThat(TestSms.strings("SELECT id FROM sms.message WHERE tenant_id = '" + acme.id() + "'"))
                .containsExactly(later.toString());
    }

    @Test
    void aUseIsThatOfWhoWroteTheMessage() {
        UUID id = sms.send(
                        acme, new NewMessage(FROM, List.of("01000000004"), null, null, "안녕", null, Kind.NOTICE, null))
                .id();
        sent(id, "01000000004");
        assertThat(TestSms.strings("SELECT u.account_id = m.created_by FROM platform.usage u JOIN sms.message m"
                        + " ON m.tenant_id = u.tenant_id WHERE u.tenant_id = '" + acme.id() + "'"))
                .containsExactly("t");
    }

    @Test
    void aTextOverNinetyBytesGoesAsLmsAndIsCountedAsSuch() {
        String text = "가".repeat(1000);
        UUID id = sms.send(acme, notice(text, List.of(TO))).id();
        assertThat(sent(id, TO).text()).isEqualTo(text);
        assertThat(sms.result(acme, id, TO).longMessage()).isTrue();
        assertThat(charged("sms.lms")).hasSize(1);
        assertThat(charged("sms")).isEmpty();
    }

    @Test
    void aSubjectMakesAShortTextALongMessage() {
        UUID id = sms.send(acme, message("본문", "제목", List.of(new Addressee(TO, null)), null))
                .id();
        assertThat(sent(id, TO).text()).isEqualTo("제목\n본문");
        assertThat(charged("sms.lms")).hasSize(1);
    }

    @Test
    void twoThousandBytesAreTheMost() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> sms.send(acme, notice("가".repeat(1000) + "a", List.of(TO))));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> sms.send(acme, message("x", "제".repeat(21), List.of(new Addressee(TO, null)), null)));
    }

    @Test
    void mergeFieldsAreFilledInForEachRecipient() {
        UUID id = sms.send(
                        acme,
                        message(
                                "#{이름}님, #{금액}원입니다",
                                null,
                                List.of(
                                        new Addressee(TO, Map.of("이름", "김두레", "금액", "$1\\0")),
                                        new Addressee(OTHER, Map.of("이름", "이두레", "금액", "200"))),
                                null))
                .id();
        assertThat(sent(id, TO).text()).isEqualTo("김두레님, $1\\0원입니다");
        assertThat(sent(id, OTHER).text()).isEqualTo("이두레님, 200원입니다");
    }

    @Test
    void aMissingMergeFieldIsNamedWithItsRecipient() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> sms.send(
                        acme, message("#{이름} #{부서}", null, List.of(new Addressee(TO, Map.of("이름", "김"))), null)))
                .satisfies(invalid -> assertThat(invalid.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.field()).isEqualTo("recipients[" + TO + "].fields");
                            assertThat(error.message().ko()).contains("부서").doesNotContain("이름");
                        }));
    }

    @Test
    void aGroupIsWrittenToWithItsFields() {
        ContactGroup group = sms.as(
                acme,
                () -> sms.contacts.create(
                        "고객", List.of(new Addressee("010-1234-5678", Map.of("이름", "김")), new Addressee(OTHER, null))));
        assertThat(group.size()).isEqualTo(2);
        UUID id = sms.send(acme, message("hello", null, null, List.of(group.id())))
                .id();
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.states(acme, id)).containsOnlyKeys(TO, OTHER);
        sms.as(acme, () -> sms.contacts.replace(group.id(), "고객", List.of(new Addressee(OTHER, Map.of("이름", "이")))));
        UUID second = sms.send(acme, message("hi #{이름}", null, null, List.of(group.id())))
                .id();
        assertThat(sent(second, OTHER).text()).isEqualTo("hi 이");
        Tenant bravo = sms.companyWithNumber();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> sms.send(bravo, message("x", null, null, List.of(group.id()))));
        sms.as(acme, () -> {
            sms.contacts.delete(group.id());
            return null;
        });
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> sms.as(acme, () -> sms.contacts.group(group.id())));
    }

    @Test
    void whoHasOptedOutGetsNoAdvertisementAndCostsNothing() {
        sms.as(acme, () -> sms.contacts.optOut("010-1234-5678"));
        Message.Accepted accepted = sms.send(acme, ad("(광고) 할인\n무료수신거부 080-123-4567", null));
        assertThat(accepted.recipients()).isEqualTo(1);
        assertThat(accepted.chargeable()).isZero();
        Message.Recipient result = sms.result(acme, accepted.id(), TO);
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.result()).isEqualTo(Result.OPTED_OUT);
        UUID notice = sms.send(acme, "업무 알림", TO);
        sms.awaitAll(acme, notice, State.SENT);
        assertThat(charged("sms")).hasSize(1);
        sms.as(acme, () -> {
            sms.contacts.consent(TO);
            return null;
        });
        assertThat(sms.send(acme, ad("(광고) 할인\n무료수신거부 080-123-4567", null)).chargeable())
                .isEqualTo(1);
    }

    @Test
    void whatIsScheduledCanBeTakenBackOnce() {
        NewMessage later = new NewMessage(
                FROM,
                List.of(TO),
                null,
                null,
                "later",
                null,
                Kind.NOTICE,
                seoul("2026-06-16T09:00").atZone(AdRules.SEOUL).toOffsetDateTime());
        UUID id = sms.send(acme, later).id();
        assertThat(TestSms.strings("SELECT task_instance FROM platform.job WHERE task_instance LIKE '%" + id + "'"))
                .hasSize(1);
        Message cancelled = sms.as(acme, () -> sms.messages.cancel(id));
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.results()).singleElement().satisfies(result -> {
            assertThat(result.state()).isEqualTo(State.FAILED);
            assertThat(result.result()).isEqualTo(Result.CANCELLED);
        });
        assertThat(TestSms.strings("SELECT task_instance FROM platform.job WHERE task_instance LIKE '%" + id + "'"))
                .isEmpty();
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> sms.as(acme, () -> sms.messages.cancel(id)));
        UUID sent = sms.send(acme, "now", TO);
        sms.awaitAll(acme, sent, State.SENT);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> sms.as(acme, () -> sms.messages.cancel(sent)));
    }

    @Test
    void aMessageToManyWaitsForAnAdministrator() {
        sms.as(acme, () -> sms.settings.limit(new SendingLimits(null, 2)));
        Message.Accepted waits = sms.asPerson(acme, () -> sms.messages.send(notice("many", phones(3))));
        assertThat(waits.status()).isEqualTo(Status.AWAITING_APPROVAL);
        Message.Accepted refused = sms.asPerson(acme, () -> sms.messages.send(notice("refused", phones(3))));
        assertThat(sms.asPerson(acme, () -> sms.messages.send(notice("few", phones(2))))
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertThat(sms.send(acme, notice("by the administrator", phones(3))).status())
                .isEqualTo(Status.ACCEPTED);
        sms.sendAllDue(acme);
        assertThat(sms.states(acme, waits.id()).values()).containsOnly(State.QUEUED);
        sms.as(acme, () -> sms.messages.reject(refused.id()));
        assertThat(sms.states(acme, refused.id()).values()).containsOnly(State.FAILED);
        sms.as(acme, () -> sms.messages.approve(waits.id()));
        sms.awaitAll(acme, waits.id(), State.SENT);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> sms.as(acme, () -> sms.messages.approve(waits.id())));
    }

    @Test
    void theDailyLimitCountsKoreanDays() {
        sms.as(acme, () -> sms.settings.limit(new SendingLimits(3, null)));
        sms.clock.set(seoul("2026-06-15T23:59:50"));
        sms.send(acme, notice("two", phones(2)));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> sms.send(acme, notice("two more", phones(2))))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo("sms-limit"));
        sms.clock.set(seoul("2026-06-16T00:00:01"));
        sms.send(acme, notice("next day", phones(3)));
    }

    @Test
    void statisticsCountByLengthAndResult() {
        UUID id = sms.send(acme, notice("statistics", phones(3))).id();
        sms.awaitAll(acme, id, State.SENT);
        sms.smsc.receipt(
                sms.smsc.to("01000000001").stream()
                        .filter(sent -> sent.text().equals("statistics"))
                        .findFirst()
                        .orElseThrow(),
                "UNDELIV");
        TestSms.await(
                () -> sms.states(acme, id).containsValue(State.FAILED),
                () -> sms.states(acme, id).toString());
        Statistics statistics = sms.as(acme, () -> sms.settings.statistics(YearMonth.of(2026, 6)));
        assertThat(statistics.counts())
                .containsExactlyInAnyOrder(
                        new Statistics.Count("SMS", State.SENT, Result.ACCEPTED, 2),
                        new Statistics.Count("SMS", State.FAILED, Result.INVALID_NUMBER, 1));
        assertThat(sms.as(acme, () -> sms.settings.statistics(YearMonth.of(2026, 5)))
                        .counts())
                .isEmpty();
    }

    @Test
    void aSenderNumberExpiresAndIsRenewed() {
        UUID number =
                sms.as(acme, () -> sms.numbers.list(null, 10)).items().get(0).id();
        sms.asOperator(() -> sms.numbers.approve(number, LocalDate.of(2026, 6, 20)));
        sms.clock.set(seoul("2026-06-20T23:59"));
        sms.send(acme, "last day", TO);
        sms.clock.set(seoul("2026-06-21T00:00:10"));
        assertThat(sms.as(acme, () -> sms.numbers.list(null, 10)).items().get(0).state())
                .isEqualTo(SenderNumber.State.EXPIRED);
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> sms.send(acme, "too late", TO));
        assertThat(sms.as(acme, () -> sms.numbers.register(FROM, "새 증명원")).state())
                .isEqualTo(SenderNumber.State.REQUESTED);
        sms.asOperator(() -> sms.numbers.approve(number, null));
        sms.send(acme, "renewed", TO);
    }

    @Test
    void aProofIsWhatItIsSaidToBeAndSeenByTheOperator() {
        UUID number =
                sms.as(acme, () -> sms.numbers.list(null, 10)).items().get(0).id();
        byte[] pdf = "%PDF-1.7 content".getBytes();
        sms.as(acme, () -> {
            sms.numbers.prove(number, "application/pdf", pdf);
            return null;
        });
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> sms.as(acme, () -> {
                    sms.numbers.prove(number, "image/png", pdf);
                    return null;
                }));
        assertThat(sms.asOperator(() -> sms.numbers.anyProof(number)).content()).isEqualTo(pdf);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> sms.as(sms.company(), () -> sms.numbers.proof(number)));
    }

    @Test
    void aTenantsTablesAreItsOwn() {
        sms.as(acme, () -> sms.contacts.optOut(TO));
        Tenant bravo = sms.companyWithNumber();
        assertThat(sms.as(bravo, () -> sms.contacts.optOuts(null, 10)).items()).isEmpty();
    }
}
