package kr.dure.sms.internal;

import static kr.dure.sms.internal.TestSms.await;
import static kr.dure.sms.internal.TestSms.notice;
import static kr.dure.sms.internal.TestSms.phones;
import static kr.dure.sms.internal.TestSms.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kr.dure.sms.internal.Message.State;
import kr.dure.sms.internal.TestSmsc.Submission;
import kr.dure.tenant.Tenant;
import kr.dure.web.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lost links, restarts and a database that is away. */
class SmsLinkTest {
    private static final String TO = "01012345678";

    private final TestSms sms = new TestSms();
    private Tenant acme;

    @BeforeEach
    void signUp() {
        acme = sms.companyWithNumber();
        awaitLink(HealthCheck.Status.UP);
    }

    @AfterEach
    void close() {
        sms.tx.away = false;
        sms.close();
    }

    private void awaitLink(HealthCheck.Status status) {
        await(() -> sms.sender.check().status() == status, () -> "the link is not " + status);
    }

    private static List<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dure-sms-"))
                .toList();
    }

    private void exchangeSmsc() {
        int port = sms.smsc.port;
        sms.smsc.close();
        awaitLink(HealthCheck.Status.DEGRADED);
        sms.smsc = new TestSmsc(port);
    }

    @Test
    void aMessageWithoutAnswerIsInDoubtNeverSentAgainAndNotCharged() {
        sms.smsc.answer = submission -> {
            sms.smsc.dropLinks();
            throw TestSmsc.refusal(0x58);
        };
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.UNKNOWN);
        assertThat(sms.result(acme, id, TO).reason()).startsWith("no answer from the carrier");
        sms.smsc.answer = TestSmsc.ACCEPT;
        awaitLink(HealthCheck.Status.UP);
        sms.sendAllDue(acme);
        assertThat(sms.smsc.to(TO)).hasSize(1);
        assertThat(sms.states(acme, id)).containsEntry(TO, State.UNKNOWN);
        // The marker is charged, the message in doubt is not.
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void whatWasQueuedWithoutALinkIsSentOnceWhenTheLinkIsBack() {
        int port = sms.smsc.port;
        sms.smsc.close();
        awaitLink(HealthCheck.Status.DEGRADED);
        UUID id = sms.send(acme, notice("hello", phones(30))).id();
        assertThat(sms.states(acme, id).values()).containsOnly(State.QUEUED);
        sms.smsc = new TestSmsc(port);
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.smsc.submissions())
                .hasSize(30)
                .extracting(Submission::to)
                .doesNotHaveDuplicates();
        assertThat(sms.charged(acme)).hasSize(30);
    }

    @Test
    void aReceiptOverTheNextLinkStillCounts() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        Submission submission = sms.smsc.acceptedTo(TO);
        exchangeSmsc();
        awaitLink(HealthCheck.Status.UP);
        sms.smsc.receipt(submission, "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void whatWasBeingHandedOverWhenTheServerStoppedIsInDoubt() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        sms.sender.close();
        sql("UPDATE sms.recipient SET state = 'SUBMITTING', carrier_id = NULL WHERE message_id = '" + id + "'");
        assertThat(sms.states(acme, id)).containsEntry(TO, State.QUEUED);
        sms.start();
        sms.awaitAll(acme, id, State.UNKNOWN);
        assertThat(sms.result(acme, id, TO).reason()).isEqualTo("the server stopped while handing it over");
        sms.sendAllDue(acme);
        assertThat(sms.smsc.to(TO)).hasSize(1);
    }

    @Test
    void aReceiptAfterARestartStillCounts() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        sms.sender.close();
        sms.start();
        sms.sendAllDue(acme);
        sms.smsc.receipt(sms.smsc.acceptedTo(TO), "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void aReceiptThatComesWhileTheServerStillReadsItsQueueIsNotLost() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        sms.sender.close();
        sms.tx.readOnly = true;
        sms.start();
        awaitLink(HealthCheck.Status.UP);
        sms.smsc.receipt(sms.smsc.acceptedTo(TO), "DELIVRD");
        sms.tx.readOnly = false;
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void whatWasQueuedBeforeARestartIsSentAfterIt() {
        sms.sender.close();
        UUID id = sms.send(acme, "hello", TO);
        sms.start();
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.smsc.to(TO)).hasSize(1);
    }

    @Test
    void aQueueThatCouldNotBeReadIsReadAgain() {
        sms.tx.away = true;
        UUID id = sms.send(acme, "hello", TO);
        await(() -> sms.tx.refused() > 0, () -> "the queue was never read");
        sms.tx.away = false;
        sms.awaitAll(acme, id, State.SENT);
    }

    @Test
    void anAnswerOutlastsADatabaseThatIsAway() {
        sms.smsc.answer = submission -> sms.tx.away = true;
        UUID id = sms.send(acme, "hello", TO);
        await(() -> sms.tx.refused() > 1, () -> "the answer was never written down");
        sms.tx.away = false;
        sms.awaitAll(acme, id, State.SENT);
        assertThat(sms.smsc.to(TO)).hasSize(1);
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void closingEndsAllThreads() {
        sms.awaitAll(acme, sms.send(acme, "hello", TO), State.SENT);
        assertThat(ourThreads()).isNotEmpty();
        sms.sender.close();
        await(() -> ourThreads().isEmpty(), () -> "still there: " + ourThreads());
    }

    @Test
    void closingWithoutALinkEndsAllThreads() {
        sms.smsc.close();
        awaitLink(HealthCheck.Status.DEGRADED);
        sms.sender.close();
        await(() -> ourThreads().isEmpty(), () -> "still there: " + ourThreads());
    }

    @Test
    void closingWaitsForTheAnswersOnTheirWay() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        sms.smsc.answer = submission -> {
            asked.countDown();
            try {
                closing.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        UUID id = sms.send(acme, "hello", TO);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        sms.sender.close();
        assertThat(sms.states(acme, id)).containsEntry(TO, State.SENT);
        assertThat(sms.charged(acme)).hasSize(1);
    }
}
