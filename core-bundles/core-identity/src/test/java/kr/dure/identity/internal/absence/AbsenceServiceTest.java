package kr.dure.identity.internal.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.identity.Absences.End;
import kr.dure.identity.Caller;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.absence.AbsenceService.NewAbsence;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.Test;

class AbsenceServiceTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final TestIdentity identity = new TestIdentity();
    private final AbsenceService service = new AbsenceService(TestIdentity.tx(), new KernelIds(), identity.clock);
    private final Tenant acme = identity.company();
    private final UUID kim = account(acme, "kim");
    private final UUID lee = account(acme, "lee");
    private final UUID park = account(acme, "park");
    private final LocalDate today = LocalDate.ofInstant(identity.clock.instant(), SEOUL);

    private static UUID account(Tenant tenant, String login) {
        UUID id = UUID.randomUUID();
        TestIdentity.sql("INSERT INTO identity.account (tenant_id, id, login_id, name, password_hash,"
                + " must_change_password, administrator, permissions, created_at, version) VALUES ('" + tenant.id()
                + "', '" + id + "', '" + login + "', '" + login + "', '', false, false, '', now(), 1)");
        return id;
    }

    private <T> T as(UUID account, String login, Supplier<T> work) {
        return identity.as(acme, new Caller(account, login, login, false, false, Set.of()), work);
    }

    private <T> T asKim(Supplier<T> work) {
        return as(kim, "kim", work);
    }

    private static NewAbsence days(LocalDate from, LocalDate to, UUID deputy, String scope) {
        return new NewAbsence(null, from, null, to, null, deputy, scope, "병원");
    }

    private Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(SEOUL).toInstant();
    }

    @Test
    void theDeputyActsOnTheDaysOfTheAbsenceAndInItsScope() {
        asKim(() -> service.enter(days(today, today.plusDays(2), lee, "approval")));

        asKim(() -> {
            assertThat(service.deputyFor(kim, today, "approval").account()).isEqualTo(lee);
            assertThat(service.deputyFor(kim, today.plusDays(2), "approval").account())
                    .isEqualTo(lee);
            assertThat(service.deputyFor(kim, today.plusDays(3), "approval").account())
                    .isEqualTo(kim);
            assertThat(service.deputyFor(kim, today, "mail").account()).isEqualTo(kim);
            return null;
        });
    }

    @Test
    void anEntryForOneAppGoesBeforeOneForEverything() {
        asKim(() -> service.enter(days(today, today, lee, null)));
        asKim(() -> service.enter(days(today, today, park, "approval")));

        assertThat(asKim(() -> service.deputyFor(kim, today, "approval").account()))
                .isEqualTo(park);
        assertThat(asKim(() -> service.deputyFor(kim, today, "mail").account())).isEqualTo(lee);
    }

    @Test
    void halfADayIsHalfADay() {
        asKim(() -> service.enter(new NewAbsence(null, today, true, today, null, lee, null, null)));

        assertThat(asKim(() -> service.deputyFor(kim, at(today, 9), null).account()))
                .isEqualTo(kim);
        assertThat(asKim(() -> service.deputyFor(kim, at(today, 14), null).account()))
                .isEqualTo(lee);
        assertThat(asKim(() -> service.deputyFor(kim, today, null).account())).isEqualTo(kim);
        // The morning is still free for another entry.
        asKim(() -> service.enter(new NewAbsence(null, today, null, today, true, park, null, null)));
        assertThat(asKim(() -> service.deputyFor(kim, today, null).account())).isEqualTo(park);
    }

    @Test
    void twoWhoAreEachOthersDeputiesActForThemselves() {
        asKim(() -> service.enter(days(today, today, lee, null)));
        as(lee, "lee", () -> service.enter(days(today, today, kim, null)));

        assertThat(asKim(() -> service.deputyFor(kim, today, null)).end()).isEqualTo(End.CIRCLE);
        assertThat(asKim(() -> service.deputyFor(kim, today, null)).account()).isEqualTo(kim);
    }

    @Test
    void aDeputyWhoIsStoppedOrHasLeftIsSkipped() {
        asKim(() -> service.enter(days(today, today, lee, null)));
        TestIdentity.sql("INSERT INTO identity.login_attempt (tenant_id, login_id, failures, last_at) VALUES ('"
                + acme.id() + "', 'lee', 5, now())");

        assertThat(asKim(() -> service.deputyFor(kim, today, null)).skipped()).containsExactly(lee);
        assertThat(asKim(() -> service.deputyFor(kim, today, null)).account()).isEqualTo(kim);
        TestIdentity.sql("INSERT INTO identity.person (tenant_id, id, name, left_on, version) VALUES ('" + acme.id()
                + "', '" + park + "', 'park', current_date - 2, 1)");
        assertThatThrownBy(() -> as(lee, "lee", () -> service.enter(days(today, today, park, null))))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("deputy");
    }

    @Test
    void overlapsOfOneScopeAreRefusedAlsoAtOnce() {
        List<Object> results = TestIdentity.atOnce(
                6, () -> asKim(() -> service.enter(days(today, today.plusDays(1), null, "approval"))));

        assertThat(results).filteredOn(Absence.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Invalid.class::isInstance).hasSize(5);
    }

    @Test
    void whatHasPassedStaysUnlessAnAdministratorCancelsIt() {
        Absence entered = asKim(() -> service.enter(days(today, today.plusDays(4), lee, null)));
        identity.clock.advance(Duration.ofDays(2));
        LocalDate later = today.plusDays(2);

        assertThatThrownBy(() -> asKim(() -> service.enter(days(today, today, null, "mail"))))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> asKim(() -> service.change(entered.id(), days(later, later.plusDays(2), lee, null))))
                .isInstanceOf(Invalid.class);
        asKim(() -> {
            service.cancel(entered.id(), false);
            return null;
        });
        List<Absence> left =
                asKim(() -> service.list(kim, today, null, false, null, 50)).items();
        assertThat(left).singleElement().satisfies(rest -> {
            assertThat(rest.to()).isEqualTo(later.minusDays(1));
            assertThat(rest.replaces()).isEqualTo(entered.id());
        });
        UUID rest = left.get(0).id();
        assertThatThrownBy(() -> asKim(() -> {
                    service.cancel(rest, true);
                    return null;
                }))
                .isInstanceOf(Forbidden.class);
        identity.in(acme, () -> {
            service.cancel(rest, true);
            return null;
        });
        assertThat(asKim(() -> service.list(kim, today, null, false, null, 50)).items())
                .isEmpty();
        assertThat(TestIdentity.count("platform.audit WHERE tenant_id = '" + acme.id()
                        + "' AND action = 'identity.absence.cancelled'"))
                .isEqualTo(2);
    }

    @Test
    void whatWasKnownAtAnyTimeCanBeAsked() {
        Absence entered = asKim(() -> service.enter(days(today, today.plusDays(1), lee, null)));
        Instant before = identity.clock.instant();
        identity.clock.advance(Duration.ofSeconds(5));
        asKim(() -> service.change(entered.id(), days(today, today.plusDays(1), park, null)));

        assertThat(asKim(() -> service.deputyFor(kim, at(today, 9), null).account()))
                .isEqualTo(park);
        assertThat(asKim(
                        () -> service.deputyFor(kim, at(today, 9), null, before).account()))
                .isEqualTo(lee);
        assertThat(asKim(() -> service.list(kim, today, null, true, null, 50)).items())
                .extracting(Absence::deputyId)
                .containsExactly(lee, park);
        assertThatThrownBy(() -> asKim(() -> service.change(entered.id(), days(today, today, park, null))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void reasonsAreForThePersonAndAdministratorsAndOthersMayOnlyLook() {
        Absence entered = asKim(() -> service.enter(days(today, today, lee, null)));

        assertThat(entered.reason()).isEqualTo("병원");
        assertThat(as(lee, "lee", () -> service.get(entered.id())).reason()).isNull();
        assertThat(identity.in(acme, () -> service.get(entered.id())).reason()).isEqualTo("병원");
        assertThatThrownBy(() -> as(lee, "lee", () -> {
                    service.cancel(entered.id(), false);
                    return null;
                }))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> identity.in(identity.company(), () -> service.get(entered.id())))
                .isInstanceOf(NotFound.class);
        assertThat(TestIdentity.count("platform.outbox WHERE tenant_id = '" + acme.id()
                        + "' AND type = 'identity.absence-entered/1'"))
                .isEqualTo(1);
    }
}
