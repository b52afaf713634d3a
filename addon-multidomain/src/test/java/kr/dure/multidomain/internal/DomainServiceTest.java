package kr.dure.multidomain.internal;

import static kr.dure.multidomain.internal.TestMultidomain.holdings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class DomainServiceTest {
    private final TestMultidomain addon = new TestMultidomain("2026-05-11T10:00");
    private final Tenant acme = addon.company();

    private UUID included() {
        return addon.as(acme, () -> addon.service.list().get(0).id());
    }

    @Test
    void anExtraDomainIsChargedFromTheDayItIsAppliedForToTheDayItIsRemoved() {
        DomainView domain = addon.request(acme, "GW.B.co.kr ");
        assertThat(domain.host()).isEqualTo("gw.b.co.kr");
        assertThat(domain.extra()).isTrue();
        assertThat(domain.chargedFrom()).isEqualTo(LocalDate.of(2026, 5, 11));
        assertThat(domain.daysThisMonth()).isEqualTo(21);
        assertThat(holdings(acme)).containsExactly("gw.b.co.kr 2026-05-11..");
        addon.at("2026-06-20T10:00");
        assertThat(addon.get(acme, domain.id()).daysThisMonth()).isEqualTo(30);
        addon.remove(acme, domain.id());
        assertThat(holdings(acme)).containsExactly("gw.b.co.kr 2026-05-11..2026-06-20");
        assertThat(addon.history(acme))
                .containsExactly(new ExtraDomain(
                        domain.id(),
                        "gw.b.co.kr",
                        "gw.b.co.kr",
                        "admin",
                        LocalDate.of(2026, 5, 11),
                        "admin",
                        LocalDate.of(2026, 6, 20)));
        assertThatThrownBy(() -> addon.get(acme, domain.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void theDayIsSeoulsAlsoAroundMidnightAtTheMonthsEnd() {
        addon.at("2026-05-31T23:59:59");
        DomainView may = addon.request(acme, "may.co.kr");
        addon.at("2026-06-01T00:00");
        DomainView june = addon.request(acme, "june.co.kr");
        addon.at("2026-06-01T08:59");
        addon.remove(acme, may.id());
        addon.at("2026-06-30T23:59:59");
        addon.remove(acme, june.id());
        assertThat(may.daysThisMonth()).isEqualTo(1);
        assertThat(june.daysThisMonth()).isEqualTo(30);
        assertThat(holdings(acme))
                .containsExactly("june.co.kr 2026-06-01..2026-06-30", "may.co.kr 2026-05-31..2026-06-01");
    }

    @Test
    void aDomainOfOneDayAndTheSameAppliedForAgainIsThatDayOnce() {
        UUID first = addon.request(acme, "b.co.kr").id();
        addon.at("2026-05-11T11:00");
        addon.remove(acme, first);
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..2026-05-11");
        addon.at("2026-05-11T12:00");
        DomainView again = addon.request(acme, "b.co.kr");
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
        assertThat(again.daysThisMonth()).isEqualTo(21);
        addon.at("2026-05-20T11:00");
        addon.remove(acme, again.id());
        DomainView third = addon.request(acme, "b.co.kr");
        assertThat(third.daysThisMonth()).isEqualTo(21);
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..2026-05-20", "b.co.kr 2026-05-20..");
        assertThat(addon.history(acme)).hasSize(3);
    }

    @Test
    void theDomainOfTheSignUpCostsNothingAndIsNotRemovedHere() {
        DomainView free = addon.get(acme, included());
        assertThat(free.extra()).isFalse();
        assertThat(free.price()).isNull();
        assertThat(free.chargedFrom()).isNull();
        assertThat(free.daysThisMonth()).isZero();
        assertThatThrownBy(() -> addon.remove(acme, included())).isInstanceOf(Conflict.class);
        assertThat(holdings(acme)).isEmpty();
        assertThat(addon.history(acme)).isEmpty();
    }

    @Test
    void whatIsNotAppliedForIsNotCharged() {
        addon.request(acme, "b.co.kr");
        Problem taken = catchThrowableOfType(Problem.class, () -> addon.request(addon.company(), "b.co.kr"));
        assertThat(taken.type()).isEqualTo("name-taken");
        Tenant bravo = addon.company();
        assertThatThrownBy(() -> addon.as(
                        bravo,
                        () -> addon.tx.write(session -> {
                            addon.service.request("c.co.kr", "c.co.kr");
                            throw new IllegalStateException("after it");
                        })))
                .hasMessage("after it");
        assertThat(holdings(bravo)).isEmpty();
        assertThat(addon.history(bravo)).isEmpty();
        assertThat(holdings(acme)).hasSize(1);
    }

    @Test
    void aDomainInUseStaysAndStaysChargedAndSaysWhoUsesIt() {
        UUID id = addon.request(acme, "b.co.kr").id();
        addon.domains.users = List.of("kim", "lee");
        Problem used = catchThrowableOfType(Problem.class, () -> addon.remove(acme, id));
        assertThat(used.type()).isEqualTo("domain-in-use");
        assertThat(used.members()).containsEntry("users", List.of("kim", "lee"));
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
        assertThat(addon.history(acme).get(0).removedOn()).isNull();
        addon.domains.users = List.of();
        addon.remove(acme, id);
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..2026-05-11");
        assertThatThrownBy(() -> addon.remove(acme, id)).isInstanceOf(NotFound.class);
    }

    @Test
    void aDomainThatHasGoneAnotherWayCanStillBeGivenBack() {
        UUID id = addon.request(acme, "b.co.kr").id();
        addon.domains.vanish(acme, id);
        addon.remove(acme, id);
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..2026-05-11");
    }

    @Test
    void theSameApplicationTwiceAtOnceIsChargedOnce() throws Exception {
        addon.domains.forgetful = true;
        ExecutorService executor = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<String>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(executor.submit(() -> {
                start.await();
                try {
                    return addon.request(acme, "b.co.kr").host();
                } catch (Problem problem) {
                    return problem.type();
                }
            }));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> one : running) {
            answers.add(one.get());
        }
        executor.shutdown();
        assertThat(answers).containsExactlyInAnyOrder("b.co.kr", "conflict");
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
        assertThat(addon.history(acme)).hasSize(1);
    }

    @Test
    void aKeyThatWasUsedAppliesForNothingAgain() {
        addon.domains.forgetful = true;
        List<String> answers = new ArrayList<>();
        for (String host : List.of("b.co.kr", "c.co.kr")) {
            IdempotencyKey.bind(new IdempotencyKey("me", "k1", "print", view -> ((DomainView) view).host()));
            try {
                answers.add(addon.request(acme, host).host());
            } catch (Problem replay) {
                answers.add(replay.type());
            }
        }
        assertThat(answers).containsExactly("b.co.kr", "idempotent-replay");
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
        assertThat(TestMultidomain.strings(
                        "SELECT answer FROM platform.idempotency WHERE tenant_id = '" + acme.id() + "'"))
                .containsExactly("b.co.kr");
    }

    @Test
    void anotherCompanysDomainIsNotThere() {
        UUID id = addon.request(acme, "b.co.kr").id();
        Tenant bravo = addon.company();
        assertThatThrownBy(() -> addon.get(bravo, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> addon.remove(bravo, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> addon.as(bravo, () -> addon.service.check(id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> addon.as(bravo, () -> addon.service.makePrimary(id)))
                .isInstanceOf(NotFound.class);
        assertThat(addon.history(bravo)).isEmpty();
        assertThat(addon.as(bravo, addon.service::list)).hasSize(1);
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
        assertThat(TestMultidomain.strings("SELECT id FROM multidomain.domain_check WHERE id = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void recordsAreLookedUpOnceInTenSecondsPerDomain() {
        UUID b = addon.request(acme, "b.co.kr").id();
        UUID c = addon.request(acme, "c.co.kr").id();
        addon.as(acme, () -> addon.service.check(b));
        addon.as(acme, () -> addon.service.check(c));
        addon.at("2026-05-11T10:00:09");
        Problem soon = catchThrowableOfType(Problem.class, () -> addon.as(acme, () -> addon.service.check(b)));
        assertThat(soon.status()).isEqualTo(429);
        assertThat(soon.type()).isEqualTo("checked-just-now");
        assertThat(soon.members()).containsEntry("retryAfter", 10L);
        assertThat(addon.domains.checks).hasValue(2);
        addon.at("2026-05-11T10:00:10");
        addon.as(acme, () -> addon.service.check(b));
        assertThat(addon.domains.checks).hasValue(3);
    }

    @Test
    void recordsAreExplainedInTheReadersLanguage() {
        UUID id = addon.request(acme, "b.co.kr").id();
        DomainView korean = addon.get(acme, id);
        DomainView english = addon.inEnglish(() -> addon.get(acme, id));
        assertThat(korean.records().get(0).state()).isEqualTo("OTHER");
        assertThat(korean.records().get(0).remark()).isEqualTo("다른 메일 서버를 가리킵니다");
        assertThat(english.records().get(0).remark()).isEqualTo("points to another mail system");
        assertThat(korean.price()).contains("하루 단위");
        assertThat(english.price()).contains("by day");
    }

    @Test
    void thePrimaryDomainIsChosenAndTheChargeStaysWhereItIs() {
        UUID id = addon.request(acme, "b.co.kr").id();
        assertThat(addon.as(acme, () -> addon.service.makePrimary(id)).primary())
                .isTrue();
        assertThat(addon.as(acme, addon.service::list))
                .extracting(domain -> domain.host() + " " + domain.primary() + " " + domain.extra())
                .containsExactlyInAnyOrder("acme.localhost false false", "b.co.kr true true");
        assertThat(holdings(acme)).containsExactly("b.co.kr 2026-05-11..");
    }

    @Test
    void whatIsMissingIsNamedAndTheOperatorHasNoExtraDomains() {
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> addon.as(acme, () -> addon.service.request(" ", null)));
        assertThat(invalid.errors()).extracting(FieldError::field).containsExactly("host", "mailDomain");
        Tenant operator = new Tenant(UUID.randomUUID(), "operator", "admin.localhost", TenantState.OPEN, true);
        assertThatThrownBy(() -> addon.request(operator, "b.co.kr")).isInstanceOf(Forbidden.class);
    }

    @Test
    void theHistoryComesPageByPageAndIsAudited() {
        for (String host : List.of("a.co.kr", "b.co.kr", "c.co.kr")) {
            addon.remove(acme, addon.request(acme, host).id());
        }
        Page<ExtraDomain> first = addon.as(acme, () -> addon.service.history(null, 2));
        assertThat(first.items()).extracting(ExtraDomain::host).containsExactly("a.co.kr", "b.co.kr");
        Page<ExtraDomain> last = addon.as(acme, () -> addon.service.history(UUID.fromString(first.next()), 2));
        assertThat(last.items()).extracting(ExtraDomain::host).containsExactly("c.co.kr");
        assertThat(last.next()).isNull();
        assertThat(TestMultidomain.strings("SELECT action || ' ' || detail FROM platform.audit WHERE tenant_id = '"
                        + acme.id() + "' ORDER BY id LIMIT 2"))
                .containsExactly(
                        "multidomain.domain.requested a.co.kr; charged from 2026-05-11",
                        "multidomain.domain.removed a.co.kr; charged to 2026-05-11");
    }
}
