package kr.dure.notification.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.internal.notice.PreferenceService.Change;
import kr.dure.notification.internal.notice.PreferenceService.CompanyPolicy;
import kr.dure.notification.internal.notice.PreferenceService.KindChange;
import kr.dure.notification.internal.notice.PreferenceService.KindPolicy;
import kr.dure.notification.internal.notice.PreferenceService.KindView;
import kr.dure.notification.internal.notice.PreferenceService.Quiet;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class PreferenceServiceTest {
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final Change NIGHTS = new Change(null, new Quiet("22:00", "07:00", EVERY_DAY), 9, List.of());

    private final TestNotice dure = new TestNotice();

    private void put(Change change) {
        dure.as(dure.kim, () -> dure.preferences.put(null, change));
    }

    private void decide(boolean urgentOverrides, KindPolicy... kinds) {
        dure.as(
                dure.tenant,
                dure.kim,
                true,
                () -> dure.preferences.putPolicy(null, new CompanyPolicy(urgentOverrides, List.of(kinds))));
    }

    private KindView waiting() {
        return dure.as(dure.kim, dure.preferences::get).value().kinds().stream()
                .filter(kind -> kind.name().equals(TestNotice.WAITING))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theKindDecidesThenTheCompanyThenThePersonUnlessItIsLocked() {
        assertThat(waiting().channels().get(Channel.EMAIL).on()).isTrue();
        decide(true, new KindPolicy(TestNotice.WAITING, null, Map.of(Channel.EMAIL, false), Digest.DAILY, Set.of()));
        assertThat(waiting().channels().get(Channel.EMAIL).on()).isFalse();
        assertThat(waiting().digest()).isEqualTo(Digest.DAILY);
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        assertThat(dure.decision(dure.kim, id, Channel.EMAIL)).isEqualTo(Decision.OFF_BY_ADMINISTRATOR);

        KindChange mine = new KindChange(TestNotice.WAITING, Map.of(Channel.EMAIL, true), Digest.NONE);
        put(new Change(null, null, 9, List.of(mine)));
        assertThat(waiting().channels().get(Channel.EMAIL).on()).isTrue();
        assertThat(waiting().digest()).isEqualTo(Digest.NONE);

        decide(
                true,
                new KindPolicy(TestNotice.WAITING, null, Map.of(Channel.EMAIL, false), null, Set.of(Channel.EMAIL)));
        assertThat(waiting().channels().get(Channel.EMAIL).on()).isFalse();
        assertThat(waiting().channels().get(Channel.EMAIL).locked()).isTrue();
        UUID locked = dure.send(TestNotice.WAITING, null, dure.kim);
        assertThat(dure.decision(dure.kim, locked, Channel.EMAIL)).isEqualTo(Decision.OFF_BY_ADMINISTRATOR);
        assertThatThrownBy(() -> put(new Change(null, null, 9, List.of(mine))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        problem -> assertThat(problem.errors())
                                .extracting(Problem.FieldError::field)
                                .containsExactly("kinds[0].channels.EMAIL"));
        decide(true);
        assertThat(waiting().channels().get(Channel.EMAIL).on()).isTrue();
    }

    @Test
    void whatIsOffInTheListIsNotListed() {
        put(new Change(
                null, null, 9, List.of(new KindChange(TestNotice.WAITING, Map.of(Channel.IN_APP, false), null))));
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        assertThat(dure.list(dure.kim)).isEmpty();
        assertThat(dure.as(dure.kim, dure.service::unread).total()).isZero();
        assertThat(dure.decision(dure.kim, id, Channel.IN_APP)).isEqualTo(Decision.OFF_BY_PREFERENCE);
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);
    }

    @Test
    void inQuietHoursMailsAreHeldToTheMinuteTheyEnd() {
        put(NIGHTS);
        LocalDateTime evening = LocalDateTime.of(2027, 3, 3, 21, 59);
        dure.makeIt(evening);
        dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);

        dure.makeIt(evening.plusMinutes(1));
        UUID held = dure.send(TestNotice.WAITING, null, dure.kim);
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);
        assertThat(dure.trace(dure.kim, held).get(Channel.EMAIL).decision()).isEqualTo(Decision.HELD);
        assertThat(dure.trace(dure.kim, held).get(Channel.EMAIL).dueAt())
                .isEqualTo(LocalDateTime.of(2027, 3, 4, 7, 0)
                        .atZone(QuietHours.SEOUL)
                        .toInstant());
        assertThat(dure.list(dure.kim)).contains(held);
        dure.makeIt(LocalDateTime.of(2027, 3, 4, 6, 59, 30));
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);
        dure.makeIt(LocalDateTime.of(2027, 3, 4, 7, 0));
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(2);
        assertThat(dure.decision(dure.kim, held, Channel.EMAIL)).isEqualTo(Decision.SENT);
    }

    @Test
    void whatShouldHaveGoneOutBeforeAStopDoesNotGoOutInTheQuietHoursAfterIt() {
        put(NIGHTS);
        dure.makeIt(LocalDateTime.of(2027, 3, 3, 20, 0));
        UUID id = dure.send(TestNotice.WAITING, null, dure.kim);
        // The server was away for three hours.
        dure.makeIt(LocalDateTime.of(2027, 3, 3, 23, 0));
        dure.run();
        assertThat(dure.mails("kim@example.com")).isEmpty();
        assertThat(dure.decision(dure.kim, id, Channel.EMAIL)).isEqualTo(Decision.HELD);
    }

    @Test
    void urgentNoticesBreakInWhereTheCompanyLetsThem() {
        put(NIGHTS);
        dure.makeIt(LocalDateTime.of(2027, 3, 3, 23, 0));
        dure.send(TestNotice.URGENT, null, dure.kim);
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);
        decide(false);
        UUID id = dure.send(TestNotice.URGENT, null, dure.kim);
        dure.run();
        assertThat(dure.mails("kim@example.com")).hasSize(1);
        assertThat(dure.decision(dure.kim, id, Channel.EMAIL)).isEqualTo(Decision.HELD);
    }

    @Test
    void badInputNamesEveryFieldAtFault() {
        assertThatThrownBy(() -> put(new Change(
                        "fr",
                        new Quiet("24:00", "7:00", Set.of()),
                        24,
                        List.of(
                                new KindChange("nobody.knows", null, null),
                                new KindChange(TestNotice.URGENT, null, Digest.DAILY)))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        problem -> assertThat(problem.errors())
                                .extracting(Problem.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "language",
                                        "digestHour",
                                        "quietHours.from",
                                        "quietHours.to",
                                        "quietHours.days",
                                        "kinds[0].name",
                                        "kinds[1].digest"));
        assertThatThrownBy(() -> put(new Change(null, new Quiet("00:00", "00:00", EVERY_DAY), 9, List.of())))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aChangeToWhatSomebodyElseChangedIsRefused() {
        int version = dure.as(dure.kim, dure.preferences::get).version();
        assertThat(dure.as(dure.kim, () -> dure.preferences.put(version, NIGHTS))
                        .version())
                .isEqualTo(version + 1);
        assertThatThrownBy(() -> dure.as(dure.kim, () -> dure.preferences.put(version, NIGHTS)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
        assertThat(dure.as(dure.lee, dure.preferences::get).value().quietHours())
                .isNull();
        assertThat(dure.as(dure.mail.company("other"), dure.kim, true, dure.preferences::get)
                        .value()
                        .quietHours())
                .isNull();
    }
}
