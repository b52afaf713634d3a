package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import kr.dure.job.JobRun;
import kr.dure.notification.TextMessages.Answer;
import kr.dure.notification.TextMessages.Taken;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.sms.internal.Message.State;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoticeTextsTest {
    private static final String TO = "010-1234-5678";

    private final TestSms sms = new TestSms();
    private boolean enabled = true;

    @AfterEach
    void close() {
        sms.close();
    }

    private NoticeTexts texts() {
        return new NoticeTexts(sms.tx, new KernelIds(), sms.clock, sms.sender, (tenant, product) -> {
            assertThat(product).isEqualTo("sms");
            return enabled;
        });
    }

    /** As a job sends: for a company, and for nobody in particular. */
    private Answer send(Tenant tenant, String key, String to, String text) {
        return Tenants.call(tenant, () -> texts().send(key, to, text));
    }

    private void wake(Tenant tenant) {
        Tenants.run(tenant, () -> new ScheduledSending(sms.sender).run(new JobRun("x", "", sms.clock.instant(), 0)));
    }

    @Test
    void aNoticeGoesOutOnceFromTheCompanysNumberAndIsChargedOnce() {
        Tenant tenant = sms.companyWithNumber();
        TestSms.await(() -> sms.sender.hasRoute(false), () -> "there is no route");
        Answer first = send(tenant, "notice/kim", TO, "[전자결재] 휴가 신청서");
        Answer again = send(tenant, "notice/kim", TO, "[전자결재] 휴가 신청서");
        assertThat(first.taken()).isEqualTo(Taken.TAKEN);
        assertThat(again).isEqualTo(first);
        wake(tenant);
        TestSms.await(() -> sms.states(tenant, first.id()).get("01012345678") != State.QUEUED, () -> "it is not sent");
        assertThat(sms.message(tenant, first.id()).from()).isEqualTo(TestSms.FROM);
        assertThat(sms.charged(tenant)).hasSize(1);
        assertThat(Tenants.call(tenant, () -> texts().find(first.id()))
                        .orElseThrow()
                        .state())
                .isIn(kr.dure.notification.TextMessages.State.SENT, kr.dure.notification.TextMessages.State.DELIVERED);
        assertThat(Tenants.call(sms.company(), () -> texts().find(first.id()))).isEmpty();
    }

    @Test
    void whatKeepsItBackIsSaid() {
        Tenant without = sms.company();
        assertThat(send(without, "a", TO, "x").taken()).isEqualTo(Taken.NO_SENDER_NUMBER);
        Tenant tenant = sms.companyWithNumber();
        assertThat(send(tenant, "b", "02-123-4567", "x").taken()).isEqualTo(Taken.NOT_A_NUMBER);
        enabled = false;
        assertThat(send(tenant, "c", TO, "x").taken()).isEqualTo(Taken.NOT_ENABLED);
        enabled = true;
        sms.as(tenant, () -> {
            sms.tx.write(session -> {
                new LimitsRepository(session).set(new SendingLimits(0, null));
                return null;
            });
            return null;
        });
        assertThat(send(tenant, "d", TO, "x").taken()).isEqualTo(Taken.LIMIT);
        assertThat(sms.charged(tenant)).isEmpty();
    }

    @Test
    void aTransactionThatFailsSendsNothing() {
        Tenant tenant = sms.companyWithNumber();
        UUID[] id = new UUID[1];
        assertThatThrownBy(() -> Tenants.call(
                        tenant,
                        () -> sms.tx.write(session -> {
                            id[0] = texts().send("k", TO, "x").id();
                            throw new IllegalStateException("changed my mind");
                        })))
                .hasMessageContaining("changed my mind");
        assertThat(Tenants.call(tenant, () -> texts().find(id[0]))).isEmpty();
    }

    @Test
    void textsAreMadeToFitAPhone() {
        assertThat(MessageText.fit("가나다", 90)).isEqualTo("가나다");
        assertThat(MessageText.fit("축하 🎉\u0007", 90)).isEqualTo("축하 ??");
        String cut = MessageText.fit("가".repeat(100), 90);
        assertThat(MessageText.bytes(cut)).isLessThanOrEqualTo(90);
        assertThat(cut).isEqualTo("가".repeat(44) + "…");
        assertThat(MessageText.unmappable(cut)).isEmpty();
    }
}
