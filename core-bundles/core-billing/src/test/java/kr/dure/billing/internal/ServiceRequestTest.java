package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.HR;
import static kr.dure.billing.internal.TestBilling.MULTIDOMAIN;
import static kr.dure.billing.internal.TestBilling.lines;
import static kr.dure.billing.internal.TestBilling.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequest.State;
import kr.dure.billing.internal.request.ServiceRequest.View;
import kr.dure.billing.internal.request.ServiceRequests.Listed;
import kr.dure.billing.internal.request.ServiceRequests.NewRequest;
import kr.dure.billing.internal.request.ServiceRequests.Versioned;
import kr.dure.job.JobRun;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

/** Requests to the service centre (S5). */
class ServiceRequestTest {
    private final TestBilling billing = new TestBilling("2026-01-05T10:00", HR, MULTIDOMAIN);
    private final Tenant acme = billing.signUp(20, "groupware");

    private View ask(Tenant tenant, NewRequest request) {
        return billing.asAdministrator(tenant, () -> billing.requests.create(request));
    }

    private UUID askFewer(int seats) {
        return ask(acme, new NewRequest(Kind.SEAT_REDUCTION, null, seats, null, null))
                .id();
    }

    private UUID ask(Kind kind, String product) {
        return ask(acme, new NewRequest(kind, product, null, null, null)).id();
    }

    private Versioned<Listed> schedule(UUID id, String day) {
        return billing.asOperator(() -> billing.requests.schedule(id, LocalDate.parse(day), null));
    }

    private Versioned<View> get(UUID id) {
        return billing.asAdministrator(acme, () -> billing.requests.get(id));
    }

    private State state(UUID id) {
        return get(id).body().state();
    }

    /** The job's turn. */
    private Optional<Instant> run(UUID id) {
        return billing.as(acme, () -> billing.requests.run(new JobRun(id.toString(), "", billing.clock.instant(), 0)));
    }

    private List<String> preview(String month) {
        return lines(billing.as(acme, () -> billing.billing.usage(YearMonth.parse(month), UsageReport.By.METER))
                .lines());
    }

    private List<String> jobs() {
        return strings("SELECT task_instance || ' ' || to_char(execution_time AT TIME ZONE 'Asia/Seoul',"
                + " 'YYYY-MM-DD HH24:MI') FROM platform.job WHERE task_instance LIKE '%billing.service-request%'");
    }

    @Test
    void fiveSeatsFewerFromThe16thOfJuneLeave105000() {
        billing.at("2026-06-02T09:00");
        UUID id = askFewer(5);
        schedule(id, "2026-06-16");
        assertThat(jobs()).containsExactly(acme.id() + "/billing.service-request/" + id + " 2026-06-16 00:00");
        assertThat(preview("2026-06")).containsExactly("seat 120000");
        billing.at("2026-06-16T00:00");
        assertThat(run(id)).isEmpty();
        assertThat(state(id)).isEqualTo(State.APPLIED);
        assertThat(billing.registered(acme)).isEqualTo(15);
        assertThat(preview("2026-06")).containsExactly("seat 120000", "seat-reduction -15000");
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        assertThat(billing.invoice(acme).supply()).isEqualTo(105_000);
        assertThat(preview("2026-07")).containsExactly("seat 90000");
    }

    @Test
    void aServerThatWasDownCarriesItOutLateWithEffectFromItsDay() {
        billing.at("2026-06-02T09:00");
        UUID id = askFewer(5);
        schedule(id, "2026-06-16");
        billing.at("2026-07-03T09:00");
        billing.close("2026-06");
        assertThat(billing.invoices(acme)).isEmpty();
        run(id);
        billing.close("2026-06");
        assertThat(billing.invoice(acme).supply()).isEqualTo(105_000);
        assertThat(get(id).body().effectiveOn()).isEqualTo("2026-06-16");
    }

    @Test
    void theLastDayOfTheMonthAndTheFirstOfTheNext() {
        billing.at("2026-06-02T09:00");
        UUID last = askFewer(5);
        schedule(last, "2026-06-30");
        billing.at("2026-06-30T00:00");
        run(last);
        assertThat(preview("2026-06")).containsExactly("seat 120000", "seat-reduction -1000");
        UUID first = askFewer(3);
        schedule(first, "2026-07-01");
        billing.at("2026-07-01T00:00");
        run(first);
        assertThat(preview("2026-06")).containsExactly("seat 120000", "seat-reduction -1000");
        assertThat(preview("2026-07")).containsExactly("seat 90000", "seat-reduction -18000");
    }

    @Test
    void neverBelowTheUsersPresent() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.accounts = 16;
        billing.at("2026-02-01T00:00");
        run(id);
        View failed = get(id).body();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.reason()).contains("16명");
        assertThat(billing.registered(acme)).isEqualTo(20);
        assertThat(billing.mails)
                .extracting(mail -> mail.subject().en())
                .containsExactly(
                        "[Dure] Change of services received: 5 seats fewer",
                        "[Dure] Change of services scheduled: 5 seats fewer",
                        "[Dure] Change of services failed: 5 seats fewer");
        assertThat(billing.mails).allMatch(mail -> mail.to().equals("kim@example.com"));
    }

    @Test
    void asManyUsersAsSeatsLeftIsFine() {
        UUID id = askFewer(5);
        billing.accounts = 15;
        billing.asOperator(() -> billing.requests.apply(id, null));
        assertThat(state(id)).isEqualTo(State.APPLIED);
        assertThat(billing.registered(acme)).isEqualTo(15);
    }

    @Test
    void aJobThatRunsTwiceLowersOnce() throws Exception {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.at("2026-02-01T00:00");
        TestBilling.atOnce(4, () -> run(id));
        run(id);
        assertThat(billing.registered(acme)).isEqualTo(15);
        assertThat(billing.mails).hasSize(3);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aServerKilledInTheMiddleHasDoneNothingAndDoesItAgain() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.at("2026-02-01T00:00");
        billing.dying = true;
        assertThatThrownBy(() -> run(id)).hasMessageContaining("killed");
        assertThat(billing.registered(acme)).isEqualTo(20);
        assertThat(state(id)).isEqualTo(State.SCHEDULED);
        billing.dying = false;
        run(id);
        assertThat(billing.registered(acme)).isEqualTo(15);
    }

    @Test
    void aClockThatWasAheadCarriesNothingOutBeforeTheDay() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.at("2026-01-31T23:59");
        assertThat(run(id)).contains(TestBilling.seoul("2026-02-01T00:00"));
        assertThat(state(id)).isEqualTo(State.SCHEDULED);
        assertThat(billing.registered(acme)).isEqualTo(20);
    }

    @Test
    void whatIsWithdrawnAfterItWasScheduledDoesNotHappen() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.asAdministrator(acme, () -> billing.requests.withdraw(id, null));
        assertThat(jobs()).isEmpty();
        billing.at("2026-02-01T00:00");
        run(id);
        assertThat(state(id)).isEqualTo(State.WITHDRAWN);
        assertThat(billing.registered(acme)).isEqualTo(20);
        assertThatThrownBy(() -> schedule(id, "2026-03-01")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> billing.asOperator(() -> billing.requests.apply(id, null)))
                .isInstanceOf(Conflict.class);
        assertThat(askFewer(5)).isNotEqualTo(id);
    }

    @Test
    void onItsDayItCannotBeWithdrawnAnyMore() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        billing.at("2026-02-01T00:00");
        assertThatThrownBy(() -> billing.asAdministrator(acme, () -> billing.requests.withdraw(id, null)))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void theDayCanBeMoved() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        schedule(id, "2026-03-01");
        assertThat(jobs()).singleElement().asString().endsWith("2026-03-01 00:00");
        billing.at("2026-02-01T00:00");
        run(id);
        assertThat(billing.registered(acme)).isEqualTo(20);
    }

    @Test
    void aRefusalHasItsReason() {
        UUID id = askFewer(5);
        billing.asOperator(() -> billing.requests.refuse(id, "약정 기간입니다.", null));
        assertThat(get(id).body().state()).isEqualTo(State.REFUSED);
        assertThat(get(id).body().reason()).isEqualTo("약정 기간입니다.");
        assertThatThrownBy(() -> billing.asOperator(() -> billing.requests.refuse(id, " ", null)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void submittedTwiceIsOneRequest() throws Exception {
        List<Object> results = TestBilling.atOnce(4, () -> {
            try {
                return askFewer(5);
            } catch (Conflict e) {
                return e;
            }
        });
        assertThat(results.stream().filter(UUID.class::isInstance)).hasSize(1);
        assertThat(strings("SELECT id FROM billing.service_request")).hasSize(1);
    }

    @Test
    void theAnswerIsKeptUnderTheKeyOfTheOrder() {
        IdempotencyKey.bind(new IdempotencyKey(
                "admin",
                UUID.randomUUID().toString(),
                "f",
                answer -> ((View) answer).id().toString()));
        UUID id = askFewer(5);
        assertThat(IdempotencyKey.take()).isEmpty();
        assertThat(strings("SELECT answer FROM platform.idempotency WHERE tenant_id = '" + acme.id() + "'"))
                .containsExactly(id.toString());
    }

    @Test
    void anotherCompanySeesAndChangesNothing() {
        Tenant bravo = billing.signUp(5, "groupware");
        UUID id = askFewer(5);
        assertThatThrownBy(() -> billing.asAdministrator(bravo, () -> billing.requests.get(id)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> billing.asAdministrator(bravo, () -> billing.requests.withdraw(id, null)))
                .isInstanceOf(NotFound.class);
        assertThat(billing.asAdministrator(bravo, () -> billing.requests.list(null, 50))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> billing.asAdministrator(acme, () -> billing.requests.listAll(null, null, 50)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> billing.asAdministrator(acme, () -> billing.requests.apply(id, null)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> billing.asOperator(
                        () -> billing.requests.create(new NewRequest(Kind.SEAT_REDUCTION, null, 1, null, null))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void theOperatorSeesAllCompaniesInPages() {
        Tenant bravo = billing.signUp(5, "groupware");
        UUID first = askFewer(5);
        UUID second = ask(bravo, new NewRequest(Kind.SEAT_REDUCTION, null, 1, null, null))
                .id();
        schedule(first, "2026-02-01");
        var page = billing.asOperator(() -> billing.requests.listAll(null, null, 1));
        assertThat(page.items()).extracting(Listed::tenantId).containsExactly(acme.id());
        assertThat(page.items()).extracting(Listed::tenantName).containsExactly("acme");
        assertThat(billing.asOperator(() -> billing.requests.listAll(null, UUID.fromString(page.next()), 1))
                        .items())
                .extracting(listed -> listed.request().id())
                .containsExactly(second);
        assertThat(billing.asOperator(() -> billing.requests.listAll(State.SCHEDULED, null, 50))
                        .items())
                .extracting(listed -> listed.request().id())
                .containsExactly(first);
        assertThat(billing.asOperator(() -> billing.requests.getAny(second))
                        .body()
                        .tenantId())
                .isEqualTo(bravo.id());
    }

    @Test
    void whoHasSeenAnEarlierVersionIsTold() {
        UUID id = askFewer(5);
        int seen = get(id).version();
        schedule(id, "2026-02-01");
        Problem problem = catchThrowableOfType(
                Problem.class, () -> billing.asAdministrator(acme, () -> billing.requests.withdraw(id, seen)));
        assertThat(problem.status()).isEqualTo(412);
        assertThat(state(id)).isEqualTo(State.SCHEDULED);
        int now = get(id).version();
        billing.asAdministrator(acme, () -> billing.requests.withdraw(id, now));
        assertThat(state(id)).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void aProductIsOnFromItsDayAndOffFromItsDay() {
        Tenant only = billing.signUp(7, "multidomain");
        UUID on = ask(only, new NewRequest(Kind.SUBSCRIBE, "hr", null, null, null))
                .id();
        billing.at("2026-06-02T09:00");
        schedule(on, "2026-06-11");
        billing.at("2026-06-11T00:00");
        billing.as(only, () -> billing.requests.run(new JobRun(on.toString(), "", billing.clock.instant(), 0)));
        assertThat(billing.entitlements.enabled(only.id(), "hr")).isTrue();
        UUID off = ask(only, new NewRequest(Kind.UNSUBSCRIBE, "hr", null, null, null))
                .id();
        schedule(off, "2026-06-21");
        billing.at("2026-06-22T15:00");
        billing.as(only, () -> billing.requests.run(new JobRun(off.toString(), "", billing.clock.instant(), 0)));
        assertThat(billing.entitlements.enabled(only.id(), "hr")).isFalse();
        // The 11th to the 20th: ten days of thirty.
        assertThat(lines(billing.as(only, () -> billing.billing.usage(YearMonth.parse("2026-06"), UsageReport.By.METER))
                        .lines()))
                .containsExactly("hr 11666");
    }

    @Test
    void groupwareUnderATermIsTheServiceCentresToEnd() {
        Tenant bound = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        UUID id = ask(bound, new NewRequest(Kind.UNSUBSCRIBE, "groupware", null, null, null))
                .id();
        billing.asOperator(() -> billing.requests.apply(id, null));
        assertThat(billing.entitlements.enabled(bound.id(), "groupware")).isFalse();
    }

    @Test
    void whatIsInUseByTheDayCannotEnd() {
        billing.as(acme, () -> billing.products.enable("multidomain"));
        billing.hold(acme, "gw.b.co.kr");
        UUID id = ask(Kind.UNSUBSCRIBE, "multidomain");
        billing.asOperator(() -> billing.requests.apply(id, null));
        assertThat(get(id).body().state()).isEqualTo(State.FAILED);
        assertThat(get(id).body().reason()).contains("gw.b.co.kr");
        assertThat(billing.entitlements.enabled(acme.id(), "multidomain")).isTrue();
    }

    @Test
    void aRequestNamesEveryFieldAtFault() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> ask(
                        acme,
                        new NewRequest(Kind.SEAT_REDUCTION, "hr", 0, LocalDate.of(2026, 1, 4), "x".repeat(1_001))));
        assertThat(invalid.errors())
                .extracting(FieldError::field)
                .containsExactly("seats", "product", "wishedOn", "note");
        assertThatThrownBy(() -> ask(acme, new NewRequest(null, null, null, null, null)))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> askFewer(20)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> ask(Kind.SUBSCRIBE, "nothing")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> ask(Kind.SUBSCRIBE, "groupware")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> ask(Kind.UNSUBSCRIBE, "hr")).isInstanceOf(Conflict.class);
        UUID id = askFewer(5);
        assertThatThrownBy(() -> schedule(id, "2026-01-04")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> billing.asOperator(() -> billing.requests.schedule(id, null, null)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void everyChangeIsWrittenDownWithBeforeAndAfter() {
        UUID id = askFewer(5);
        schedule(id, "2026-02-01");
        assertThat(strings("SELECT coalesce(before, '-') || ' ' || after FROM platform.audit"
                        + " WHERE action = 'billing.service-request' AND tenant_id = '" + acme.id() + "' ORDER BY id"))
                .last()
                .isEqualTo("{\"effectiveOn\":null,\"state\":\"REQUESTED\"}"
                        + " {\"effectiveOn\":\"2026-02-01\",\"state\":\"SCHEDULED\"}");
    }

    @Test
    void aCompanyThatLeavesIsChargedToItsLastDayAndAgainWhenItComesBack() {
        billing.at("2026-06-10T18:00");
        Instant closed = billing.clock.instant();
        billing.as(acme, () -> {
            billing.subscriptions.close(closed);
            return null;
        });
        assertThat(billing.entitlements.enabled(acme.id(), "groupware")).isFalse();
        assertThat(preview("2026-06")).containsExactly("seat 40000");
        billing.at("2026-06-21T09:00");
        billing.as(acme, () -> {
            billing.subscriptions.reopen(closed, billing.clock.instant());
            return null;
        });
        assertThat(billing.entitlements.enabled(acme.id(), "groupware")).isTrue();
        assertThat(billing
                        .as(acme, () -> billing.billing.usage(YearMonth.parse("2026-06"), UsageReport.By.METER))
                        .lines()
                        .stream()
                        .mapToLong(line -> line.amount())
                        .sum())
                .isEqualTo(80_000);
        billing.at("2026-07-01T09:00");
        assertThat(preview("2026-07")).containsExactly("seat 120000");
    }
}
