package kr.dure.notification.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kr.dure.event.Received;
import kr.dure.job.JobRun;
import kr.dure.notification.Channel;
import kr.dure.notification.Notice;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.TextMessages;
import kr.dure.notification.internal.TenantErasure;
import kr.dure.notification.internal.TestMail;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2027, 3, 3, 12, 0);

    private final TestNotice dure = new TestNotice();

    @Test
    void aNoticeStandsInTheListGoesOutByMailOnceAndItsTraceSaysSo() {
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim, dure.lee);
        dure.run();
        dure.run();
        assertThat(dure.list(dure.kim)).containsExactly(id);
        assertThat(dure.mails("kim@example.com")).containsExactly("[전자결재] 휴가 신청서");
        assertThat(dure.mails("lee@example.com")).hasSize(1);
        var trace = dure.trace(dure.kim, id);
        assertThat(trace.get(Channel.IN_APP).decision()).isEqualTo(Decision.SENT);
        assertThat(trace.get(Channel.IN_APP).outcome().state()).isEqualTo("UNREAD");
        assertThat(trace.get(Channel.EMAIL).decision()).isEqualTo(Decision.SENT);
        assertThat(trace.get(Channel.EMAIL).outcome().state()).isEqualTo("QUEUED");
        assertThat(trace.get(Channel.SMS).decision()).isEqualTo(Decision.OFF_BY_KIND);
        assertThat(TestMail.strings("SELECT body_text FROM notification.mail WHERE tenant_id = '" + dure.tenant.id()
                        + "' AND recipient = 'kim@example.com'"))
                .singleElement()
                .asString()
                .contains("김두레 님이 올렸습니다.", "http://acme.localhost:8181/ui/approval/42", "알림 설정");
    }

    @Test
    void aTransactionThatFailsTellsNobody() {
        assertThatThrownBy(() -> dure.mail.in(
                        dure.tenant,
                        () -> TestMail.tx().write(session -> {
                            dure.notices.send(TestNotice.notice(TestNotice.WAITING, null, dure.kim));
                            throw new IllegalStateException("changed my mind");
                        })))
                .hasMessageContaining("changed my mind");
        dure.run();
        dure.deliverEvents();
        assertThat(dure.list(dure.kim)).isEmpty();
        assertThat(dure.mails("kim@example.com")).isEmpty();
        assertThat(dure.live).isEmpty();
    }

    @Test
    void theSameKeyReachesAPersonOnceAndSomebodyNewStill() {
        UUID first = dure.send(TestNotice.WAITING, "doc-42", dure.kim);
        UUID second = dure.send(TestNotice.WAITING, "doc-42", dure.kim, dure.lee);
        UUID otherKind = dure.send(TestNotice.QUIET, "doc-42", dure.kim);
        dure.run();
        assertThat(dure.list(dure.kim)).containsExactly(otherKind, first);
        assertThat(dure.list(dure.lee)).containsExactly(second);
        assertThat(dure.mails("kim@example.com")).hasSize(1);
        assertThat(dure.decision(dure.kim, second, Channel.EMAIL)).isEqualTo(Decision.DUPLICATE);
        assertThat(dure.decision(dure.lee, second, Channel.EMAIL)).isEqualTo(Decision.SENT);
    }

    @Test
    void sentByManyAtOnceWithOneKeyItComesOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch together = new CountDownLatch(8);
            List<Future<UUID>> all = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return i % 2 == 0
                                ? dure.send(TestNotice.WAITING, "same", dure.kim, dure.lee)
                                : dure.send(TestNotice.WAITING, "same", dure.lee, dure.kim);
                    }))
                    .toList();
            for (Future<UUID> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        dure.run();
        assertThat(dure.list(dure.kim)).hasSize(1);
        assertThat(dure.list(dure.lee)).hasSize(1);
        assertThat(dure.mails("kim@example.com")).hasSize(1);
    }

    @Test
    void whoHasLeftOrIsUnknownGetsNothingAndTheTraceSaysWhy() {
        UUID stranger = UUID.randomUUID();
        dure.leaves(dure.lee);
        UUID id = dure.send(TestNotice.WAITING, null, dure.lee, stranger);
        dure.run();
        assertThat(dure.list(dure.lee)).isEmpty();
        assertThat(dure.mails("lee@example.com")).isEmpty();
        for (Channel channel : Channel.values()) {
            assertThat(dure.decision(dure.lee, id, channel)).isEqualTo(Decision.LEFT);
            assertThat(dure.decision(stranger, id, channel)).isEqualTo(Decision.UNKNOWN);
        }
    }

    @Test
    void whoLeavesBeforeItIsDispatchedGetsNoMail() {
        UUID id = dure.send(TestNotice.WAITING, null, dure.lee);
        dure.leaves(dure.lee);
        dure.run();
        assertThat(dure.mails("lee@example.com")).isEmpty();
        assertThat(dure.decision(dure.lee, id, Channel.EMAIL)).isEqualTo(Decision.LEFT);
    }

    @Test
    void withoutAnAddressOrWithOneThatBouncedNoMailIsMade() {
        UUID park = dure.person(null, null);
        UUID choi = dure.person("Choi@example.com", null);
        TestMail.strings("INSERT INTO notification.mail_bounce (tenant_id, address, reason, at) VALUES ('"
                + dure.tenant.id() + "', 'choi@example.com', '550', now()) RETURNING address");
        UUID id = dure.send(TestNotice.WAITING, null, park, choi);
        dure.run();
        assertThat(dure.decision(park, id, Channel.EMAIL)).isEqualTo(Decision.NO_ADDRESS);
        assertThat(dure.decision(choi, id, Channel.EMAIL)).isEqualTo(Decision.BOUNCED);
        assertThat(dure.list(park)).containsExactly(id);
    }

    @Test
    void textMessagesGoThroughWhoIsInstalledAndTheTraceSaysWhenNobodyIs() {
        dure.as(
                dure.kim,
                () -> dure.preferences.put(
                        null,
                        new PreferenceService.Change(
                                "en",
                                null,
                                9,
                                List.of(new PreferenceService.KindChange(
                                        TestNotice.WAITING, Map.of(Channel.SMS, true), null)))));
        UUID without = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        assertThat(dure.decision(dure.kim, without, Channel.SMS)).isEqualTo(Decision.SMS_NOT_ENABLED);

        dure.phones.present(List.of(dure.texts));
        UUID with = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        dure.run();
        assertThat(dure.texts.sent.values()).containsExactly("010-1234-5678 [Approval] Leave request");
        var step = dure.trace(dure.kim, with).get(Channel.SMS);
        assertThat(step.decision()).isEqualTo(Decision.SENT);
        assertThat(step.outcome().state()).isEqualTo("DELIVERED");
        assertThat(dure.mails("kim@example.com")).contains("[Approval] Leave request");

        dure.texts.answer = TextMessages.Taken.NO_SENDER_NUMBER;
        UUID none = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        assertThat(dure.decision(dure.kim, none, Channel.SMS)).isEqualTo(Decision.NO_SENDER_NUMBER);
    }

    @Test
    void openBrowsersOfTheRecipientAreToldAndNobodyElses() {
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        assertThat(dure.live).isEmpty();
        dure.deliverEvents();
        assertThat(dure.live)
                .containsExactly(
                        dure.tenant.id() + " " + dure.kim + " notification {\"type\":\"new\",\"id\":\"" + id + "\"}");
        dure.live.clear();
        assertThat(dure.as(dure.kim, () -> dure.service.read(id)).total()).isZero();
        dure.as(dure.kim, () -> dure.service.read(id));
        assertThat(dure.live)
                .containsExactly(
                        dure.tenant.id() + " " + dure.kim + " notification {\"type\":\"read\",\"id\":\"" + id + "\"}");
    }

    @Test
    void theListIsPagedByCategoryCountedReadAndDeleted() {
        UUID first = dure.send(TestNotice.WAITING, null, dure.kim);
        UUID post = dure.send(TestNotice.QUIET, null, dure.kim);
        UUID last = dure.send(TestNotice.WAITING, null, dure.kim);
        var page = dure.as(dure.kim, () -> dure.service.list(null, false, null, 2));
        assertThat(page.items()).extracting(NoticeService.NoticeView::id).containsExactly(last, post);
        assertThat(dure.as(dure.kim, () -> dure.service.list(null, false, UUID.fromString(page.next()), 2))
                        .items())
                .extracting(NoticeService.NoticeView::id)
                .containsExactly(first);
        assertThat(dure.as(dure.kim, dure.service::unread).categories()).isEqualTo(Map.of("approval", 2L, "board", 1L));
        assertThat(dure.as(dure.kim, () -> dure.service.readAll("approval")).categories())
                .isEqualTo(Map.of("board", 1L));
        assertThat(dure.as(dure.kim, () -> dure.service.list("approval", true, null, 5))
                        .items())
                .isEmpty();
        dure.as(dure.kim, () -> {
            dure.service.delete(post);
            return null;
        });
        assertThat(dure.list(dure.kim)).containsExactly(last, first);
        assertThat(dure.as(dure.kim, dure.service::unread).total()).isZero();
        assertThatThrownBy(() -> dure.as(dure.kim, () -> dure.service.get(post)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anotherPersonAndAnotherCompanyReachNothing() {
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        Tenant other = dure.mail.company("other");
        for (Tenant company : List.of(dure.tenant, other)) {
            // In the other company even under the same account id.
            UUID who = company == other ? dure.kim : dure.lee;
            assertThatThrownBy(() -> dure.as(company, who, true, () -> dure.service.get(id)))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> dure.as(company, who, true, () -> dure.service.read(id)))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> dure.as(company, who, true, () -> {
                        dure.service.delete(id);
                        return null;
                    }))
                    .isInstanceOf(NotFound.class);
        }
        assertThat(dure.as(other, dure.kim, true, () -> dure.traces.list(dure.kim, null, null, 10))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> dure.as(dure.lee, () -> dure.traces.list(dure.kim, null, null, 10)))
                .isInstanceOf(Forbidden.class);
        assertThat(dure.as(dure.tenant, dure.lee, true, () -> dure.traces.list(dure.kim, null, null, 10))
                        .items())
                .hasSize(1);
    }

    @Test
    void afterNinetyDaysItIsGone() {
        dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        dure.mail.clock.advance(Duration.ofDays(89));
        dure.cleaning.run(new JobRun("x", "", dure.mail.clock.instant(), 0));
        assertThat(dure.list(dure.kim)).hasSize(1);
        dure.mail.clock.advance(Duration.ofDays(2));
        dure.cleaning.run(new JobRun("x", "", dure.mail.clock.instant(), 0));
        assertThat(dure.list(dure.kim)).isEmpty();
        assertThat(TestMail.strings("SELECT channel FROM notification.notice_delivery WHERE tenant_id = '"
                        + dure.tenant.id() + "'"))
                .isEmpty();
    }

    @Test
    void ofADeletedCompanyNothingIsKeptAndOfAnotherEverything() {
        TestNotice other = new TestNotice();
        for (TestNotice one : List.of(dure, other)) {
            digest(one, one.kim, Digest.DAILY);
            one.send(TestNotice.WAITING, null, one.kim, one.lee);
            one.run();
        }
        dure.mail.in(dure.tenant, () -> {
            new TenantErasure(TestMail.tx())
                    .handle(new Received(
                            UUID.randomUUID(), "x", Instant.now(), new TenantErasure.Deleted(dure.tenant.id())));
            return null;
        });
        for (String table : List.of("notice", "notice_entry", "notice_delivery", "kind_preference", "mail")) {
            String left = "SELECT tenant_id FROM notification." + table + " WHERE tenant_id = '";
            assertThat(TestMail.strings(left + dure.tenant.id() + "'"))
                    .as(table)
                    .isEmpty();
            assertThat(TestMail.strings(left + other.tenant.id() + "'"))
                    .as(table)
                    .isNotEmpty();
        }
    }

    @Test
    void aKindThatNobodyDescribedAndALinkToElsewhereAreFaults() {
        assertThatThrownBy(() -> dure.send("nobody.knows", null, dure.kim))
                .isInstanceOf(IllegalArgumentException.class);
        for (String link :
                List.of("//evil.example", "https://evil.example", "/\\evil.example", "/a b", "a", "/{x}", "/%zz")) {
            assertThatThrownBy(() -> new Notice(TestNotice.WAITING, List.of(dure.kim), new Text("가", "a"), link, null))
                    .as(link)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsCollectedComesInOneMailAtItsHour() {
        dure.makeIt(NOON);
        digest(dure.kim, Digest.HOURLY);
        UUID first = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.mail.clock.advance(Duration.ofMinutes(10));
        dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        assertThat(dure.mails("kim@example.com")).isEmpty();
        var step = dure.trace(dure.kim, first).get(Channel.EMAIL);
        assertThat(step.decision()).isEqualTo(Decision.DIGEST);
        assertThat(step.dueAt())
                .isEqualTo(NOON.plusHours(1).atZone(QuietHours.SEOUL).toInstant());
        dure.makeIt(NOON.plusHours(1));
        dure.run();
        dure.run();
        assertThat(dure.mails("kim@example.com")).containsExactly("[두레] 알림 2건");
        assertThat(dure.decision(dure.kim, first, Channel.EMAIL)).isEqualTo(Decision.SENT);
    }

    @Test
    void whoSwitchesMailOffWhileItIsCollectedGetsNone() {
        dure.makeIt(NOON);
        digest(dure.kim, Digest.DAILY);
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.as(
                dure.kim,
                () -> dure.preferences.put(
                        null,
                        new PreferenceService.Change(
                                null,
                                null,
                                9,
                                List.of(new PreferenceService.KindChange(
                                        TestNotice.WAITING, Map.of(Channel.EMAIL, false), null)))));
        dure.makeIt(NOON.plusHours(21));
        dure.run();
        assertThat(dure.mails("kim@example.com")).isEmpty();
        assertThat(dure.decision(dure.kim, id, Channel.EMAIL)).isEqualTo(Decision.OFF_BY_PREFERENCE);
    }

    private void digest(UUID person, Digest digest) {
        digest(dure, person, digest);
    }

    private static void digest(TestNotice dure, UUID person, Digest digest) {
        dure.as(
                person,
                () -> dure.preferences.put(
                        null,
                        new PreferenceService.Change(
                                null,
                                null,
                                9,
                                List.of(new PreferenceService.KindChange(TestNotice.WAITING, null, digest)))));
    }
}
