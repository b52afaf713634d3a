package kr.dure.sms.internal;

import static kr.dure.sms.internal.TestSms.FROM;
import static kr.dure.sms.internal.TestSms.ad;
import static kr.dure.sms.internal.TestSms.await;
import static kr.dure.sms.internal.TestSms.notice;
import static kr.dure.sms.internal.TestSms.phones;
import static kr.dure.sms.internal.TestSms.seoul;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kr.dure.sms.internal.Message.Kind;
import kr.dure.sms.internal.Message.State;
import kr.dure.sms.internal.TestSmsc.Submission;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsSenderTest {
    private static final String TO = "01012345678";

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
        sms.smsc.answer = TestSmsc.ACCEPT;
        acme = sms.companyWithNumber();
    }

    /** A number that no other test uses, so that its submissions can be told apart. */
    private static String freshPhone() {
        return "010" + String.format("%08d", Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 100_000_000L));
    }

    private Submission sent(UUID message, String to) {
        sms.awaitAll(acme, message, State.SENT);
        return sms.smsc.acceptedTo(to);
    }

    @Test
    void threeMessagesArriveAreSentAndChargedOnceEach() {
        List<String> phones = List.of(freshPhone(), freshPhone(), freshPhone());
        UUID id = sms.send(acme, notice("hello", phones)).id();
        sms.awaitAll(acme, id, State.SENT);
        for (String phone : phones) {
            assertThat(sms.smsc.to(phone)).singleElement().satisfies(submission -> {
                assertThat(submission.from()).isEqualTo(FROM);
                assertThat(submission.text()).isEqualTo("hello");
                assertThat(submission.receiptWanted()).isTrue();
            });
        }
        assertThat(sms.charged(acme)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aReceiptMakesAMessageDelivered() {
        String phone = freshPhone();
        UUID id = sms.send(acme, "hello", phone);
        sms.smsc.receipt(sent(id, phone), "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
        assertThat(sms.result(acme, id, phone).reason()).isNull();
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void anUndeliverableMessageFailsWithTheCarriersReasonAndStaysCharged() {
        String phone = freshPhone();
        UUID id = sms.send(acme, "hello", phone);
        sms.smsc.receipt(sent(id, phone), "UNDELIV");
        sms.awaitAll(acme, id, State.FAILED);
        assertThat(sms.result(acme, id, phone).reason()).isEqualTo("UNDELIV 034");
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void newsOnTheWayChangeNothing() {
        String phone = freshPhone();
        UUID id = sms.send(acme, "hello", phone);
        Submission submission = sent(id, phone);
        sms.smsc.receipt(submission, "ENROUTE");
        assertThat(sms.states(acme, id)).containsEntry(phone, State.SENT);
        sms.smsc.receipt(submission, "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void aReceiptThatComesTwiceOrContradictsTheFirstHasNoEffect() {
        String phone = freshPhone();
        UUID id = sms.send(acme, "hello", phone);
        Submission submission = sent(id, phone);
        sms.smsc.receipt(submission, "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
        Message.Recipient first = sms.result(acme, id, phone);
        sms.smsc.receipt(submission, "DELIVRD");
        sms.smsc.receipt(submission, "UNDELIV");
        assertThat(sms.result(acme, id, phone)).isEqualTo(first);
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void aReceiptInHexadecimalIsUnderstood() {
        String phone = freshPhone();
        UUID id = sms.send(acme, "hello", phone);
        Submission submission = sent(id, phone);
        sms.smsc.receipt(submission, String.format("%08X", Long.parseLong(submission.id())), "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void aReceiptBeforeTheAnswerIsNotLost() {
        String phone = freshPhone();
        sms.smsc.answer = submission -> sms.smsc.receipt(submission, "DELIVRD");
        UUID id = sms.send(acme, "hello", phone);
        sms.awaitAll(acme, id, State.DELIVERED);
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void aReceiptForNobodyIsTakenAndForgotten() {
        sms.smsc.receipt(new Submission("777", FROM, TO, (byte) 1, true, ""), "DELIVRD");
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
    }

    @Test
    void aRefusedMessageFailsAndIsNotCharged() {
        String refused = freshPhone();
        String fine = freshPhone();
        sms.smsc.answer = submission -> {
            if (submission.to().equals(refused)) {
                throw TestSmsc.refusal(0x45);
            }
        };
        UUID id = sms.send(acme, "hello", refused, fine);
        await(
                () -> !sms.states(acme, id).containsValue(State.QUEUED),
                () -> sms.states(acme, id).toString());
        assertThat(sms.result(acme, id, refused))
                .extracting(Message.Recipient::state, Message.Recipient::reason)
                .containsExactly(State.FAILED, "SMPP 0x45");
        assertThat(sms.result(acme, id, fine).state()).isEqualTo(State.SENT);
        assertThat(sms.charged(acme)).hasSize(1);
        assertThat(sms.smsc.to(refused)).hasSize(1);
    }

    @Test
    void aThrottledMessageIsSentLaterOnceAndChargedOnce() {
        for (int status : new int[] {0x58, 0x14}) {
            String phone = freshPhone();
            Set<String> asked = ConcurrentHashMap.newKeySet();
            sms.smsc.answer = submission -> {
                if (asked.add(submission.to())) {
                    throw TestSmsc.refusal(status);
                }
            };
            int before = sms.charged(acme).size();
            UUID id = sms.send(acme, "hello", phone);
            sms.awaitAll(acme, id, State.SENT);
            sms.sendAllDue(acme);
            assertThat(sms.smsc.to(phone)).as("0x%02X", status).hasSize(2);
            // The message and the marker behind it.
            assertThat(sms.charged(acme)).hasSize(before + 2);
        }
    }

    @Test
    void koreanTextArrivesAsUcs2Intact() {
        String phone = freshPhone();
        String text = "똠방각하 펲시콜라 €100 \"확인\"\n두레";
        UUID id = sms.send(acme, text, phone);
        Submission submission = sent(id, phone);
        assertThat(submission.dataCoding()).isEqualTo((byte) 0x08);
        assertThat(submission.text()).isEqualTo(text);
    }

    @Test
    void theLongestTextsArriveWhole() {
        String hangul = freshPhone();
        String mixed = freshPhone();
        UUID first = sms.send(acme, "뷁".repeat(45), hangul);
        UUID second = sms.send(acme, "가" + "a".repeat(88), mixed);
        assertThat(sent(first, hangul).text()).isEqualTo("뷁".repeat(45));
        assertThat(sent(second, mixed).text()).isEqualTo("가" + "a".repeat(88));
    }

    @Test
    void twoThousandRecipientsAllGetTheirReceipts() {
        sms.smsc.answer = submission -> sms.smsc.receiptSoon(submission, "DELIVRD");
        List<String> phones = phones(2_000);
        List<UUID> messages = new ArrayList<>();
        for (int from = 0; from < phones.size(); from += 500) {
            messages.add(sms.send(acme, notice("receipt", phones.subList(from, from + 500)))
                    .id());
        }
        messages.forEach(id -> sms.awaitAll(acme, id, State.DELIVERED));
        assertThat(new HashSet<>(sms.charged(acme))).hasSize(2_000);
        assertThat(sms.smsc.submissions())
                .filteredOn(submission -> submission.text().equals("receipt"))
                .extracting(Submission::to)
                .hasSize(2_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLargeMailingDoesNotHoldUpAnotherCompanysMessage() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        sms.smsc.answer = submission -> {
            try {
                go.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        String phone = freshPhone();
        UUID mailing = sms.send(acme, notice("mailing", phones(400))).id();
        Tenant bravo = sms.companyWithNumber();
        UUID single = sms.send(bravo, "hello", phone);
        go.countDown();
        sms.awaitAll(bravo, single, State.SENT);
        sms.awaitAll(acme, mailing, State.SENT);
        List<String> order = sms.smsc.submissions().stream()
                .filter(submission ->
                        submission.text().equals("mailing") || submission.to().equals(phone))
                .map(Submission::to)
                .toList();
        assertThat(order.indexOf(phone)).isLessThanOrEqualTo(2 * RouteSettings.DEFAULT_WINDOW);
        assertThat(sms.charged(bravo)).hasSize(1);
    }

    @Test
    void aMessageForLaterIsSentWhenItsTimeHasCome() {
        String phone = freshPhone();
        NewMessage later = new NewMessage(
                FROM,
                List.of(phone),
                null,
                null,
                "hello",
                null,
                Kind.NOTICE,
                seoul("2026-06-15T15:00").atZone(AdRules.SEOUL).toOffsetDateTime());
        UUID id = sms.send(acme, later).id();
        sms.sendAllDue(acme);
        assertThat(sms.states(acme, id)).containsEntry(phone, State.QUEUED);
        assertThat(sms.smsc.to(phone)).isEmpty();
        sms.clock.set(seoul("2026-06-15T15:00"));
        sms.sender.wake(acme);
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.smsc.to(phone)).hasSize(1);
    }

    @Test
    void aMessageForTheNextMomentIsSentWithoutBeingWoken() {
        NewMessage soon = new NewMessage(
                FROM,
                List.of(TO),
                null,
                null,
                "hello",
                null,
                Kind.NOTICE,
                sms.clock.instant().plusMillis(700).atZone(AdRules.SEOUL).toOffsetDateTime());
        UUID id = sms.send(acme, soon).id();
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.message(acme, id).results().get(0).at())
                .isAfterOrEqualTo(soon.sendAt().toInstant());
    }

    @Test
    void anAdvertisementThatIsLateForTheEveningWaitsForTheMorning() {
        UUID id = sms.send(acme, ad("(광고) 할인\n무료수신거부 080-123-4567", "2026-06-15T20:59"))
                .id();
        sms.clock.set(seoul("2026-06-15T21:00"));
        sms.sendAllDue(acme);
        assertThat(sms.states(acme, id)).containsEntry("01012345678", State.QUEUED);
        sms.clock.set(seoul("2026-06-16T08:00"));
        sms.sender.wake(acme);
        sms.awaitAll(acme, id, State.SENT);
    }
}
