package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.MULTIDOMAIN;
import static kr.dure.billing.internal.TestBilling.SMS;
import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import kr.dure.billing.internal.EstimateRequest.Domain;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.UsageReport.Holdings;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.tenant.Tenant;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** Extra domains (B4) from the day applied for to the day removed. */
class ExtraDomainBillingTest {
    private final TestBilling billing = new TestBilling("2026-01-05T10:00", SMS, MULTIDOMAIN);
    private final Tenant acme = billing.signUp(20, "groupware", "multidomain");

    private UsageReport usage(String month) {
        return billing.as(acme, () -> billing.billing.usage(YearMonth.parse(month), UsageReport.By.METER));
    }

    private List<String> domainLines(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.code().equals("domain"))
                .map(line -> line.quantity() + " x " + line.days() + "/" + line.ofDays() + " = " + line.amount())
                .toList();
    }

    private List<String> invoiced(String month) {
        billing.close(month);
        return billing.invoices(acme).stream()
                .filter(invoice -> invoice.month().equals(YearMonth.parse(month)))
                .flatMap(invoice -> domainLines(invoice.lines()).stream())
                .toList();
    }

    @Test
    void aDomainAppliedForOnThe11thOfMayIsOnTheInvoiceForMay() {
        billing.at("2026-05-11T23:59");
        billing.hold(acme, "gw.b.co.kr");
        billing.at("2026-06-01T09:00");
        assertThat(invoiced("2026-05")).containsExactly("1 x 21/31 = 3387");
        assertThat(invoiced("2026-06")).containsExactly("1 x 30/30 = 5000");
    }

    @Test
    void theInvoiceIsTheEstimateOfWhatHappened() {
        billing.at("2026-05-20T09:00");
        billing.hold(acme, "a.co.kr");
        billing.at("2026-06-10T09:00");
        billing.hold(acme, "b.co.kr");
        billing.hold(acme, "c.co.kr");
        billing.at("2026-06-20T09:00");
        billing.release(acme, "c.co.kr");
        billing.at("2026-07-02T09:00");
        billing.release(acme, "a.co.kr");
        billing.close("2026-06");
        PriceAnswer estimate = billing.estimates.answer(new EstimateRequest(
                YearMonth.of(2026, 6),
                new Groupware(20L, null, null, null, null),
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new Domain(LocalDate.of(2026, 5, 20), LocalDate.of(2026, 7, 2)),
                        new Domain(LocalDate.of(2026, 6, 10), null),
                        new Domain(LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 20))),
                null));
        Invoice invoice = billing.invoice(acme);
        assertThat(invoice.lines()).isEqualTo(estimate.lines());
        assertThat(invoice.total()).isEqualTo(estimate.total());
        assertThat(domainLines(invoice.lines()))
                .containsExactly("1 x 30/30 = 5000", "1 x 21/30 = 3500", "1 x 11/30 = 1833");
    }

    @Test
    void aDomainAddedAndRemovedOnOneDayCostsOneDay() {
        billing.at("2026-06-10T09:00");
        billing.hold(acme, "b.co.kr");
        billing.at("2026-06-10T18:00");
        billing.release(acme, "b.co.kr");
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("1 x 1/30 = 166");
    }

    @Test
    void aDomainRemovedAndAppliedForAgainOnOneDayIsChargedOnceForIt() {
        billing.at("2026-06-10T09:00");
        billing.hold(acme, "b.co.kr");
        billing.release(acme, "b.co.kr");
        billing.hold(acme, "b.co.kr");
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("1 x 21/30 = 3500");
        billing.at("2026-06-20T09:00");
        billing.release(acme, "b.co.kr");
        billing.hold(acme, "b.co.kr");
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("1 x 21/30 = 3500");
        billing.at("2026-06-22T09:00");
        billing.release(acme, "b.co.kr");
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("1 x 13/30 = 2166");
        assertThat(usage("2026-06").holdings()).containsExactly(new Holdings("multidomain", 1, 13, 5_000));
    }

    @Test
    void theDayOfTheMonthsEndCountsInSeoul() {
        billing.at("2026-06-30T23:59");
        billing.hold(acme, "june.co.kr");
        billing.at("2026-07-01T00:00");
        billing.hold(acme, "july.co.kr");
        billing.release(acme, "june.co.kr");
        assertThat(invoiced("2026-06")).containsExactly("1 x 1/30 = 166");
        assertThat(domainLines(usage("2026-07").lines())).containsExactly("1 x 31/31 = 5000", "1 x 1/31 = 161");
    }

    @Test
    void aClosedMonthStaysAsItIsWhateverHappensToItsDomainsLater() {
        billing.at("2026-05-11T09:00");
        billing.hold(acme, "b.co.kr");
        billing.at("2026-05-20T09:00");
        billing.hold(acme, "c.co.kr");
        billing.at("2026-05-31T09:00");
        billing.release(acme, "c.co.kr");
        billing.at("2026-06-01T00:00");
        billing.close("2026-05");
        Invoice may = billing.invoice(acme);
        List<Line> used = usage("2026-05").lines();
        assertThat(used).isEqualTo(may.lines());
        billing.release(acme, "b.co.kr");
        billing.hold(acme, "b.co.kr");
        billing.hold(acme, "c.co.kr");
        billing.hold(acme, "d.co.kr");
        billing.at("2026-06-15T09:00");
        billing.release(acme, "b.co.kr");
        billing.release(acme, "c.co.kr");
        assertThat(usage("2026-05").lines()).isEqualTo(used);
        billing.close("2026-05");
        assertThat(billing.invoice(acme)).isEqualTo(may);
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("1 x 30/30 = 5000", "2 x 15/30 = 5000");
    }

    @Test
    void theMonthsOfSignUpAndOfTheEndAreChargedByDayAndNothingAfter() {
        billing.at("2026-06-11T10:00");
        Tenant bravo = billing.signUp(20, "groupware", "multidomain");
        billing.hold(bravo, "gw.bravo.co.kr");
        billing.at("2026-07-10T10:00");
        billing.release(bravo, "gw.bravo.co.kr");
        billing.as(bravo, () -> billing.products.disable("multidomain"));
        billing.as(bravo, () -> billing.products.disable("groupware"));
        billing.at("2026-09-01T10:00");
        List.of("2026-06", "2026-07", "2026-08").forEach(billing::close);
        assertThat(billing.invoices(bravo))
                .extracting(invoice -> lines(invoice.lines()))
                .containsExactly(List.of("seat 80000", "domain 3333"), List.of("seat 38709", "domain 1612"));
    }

    @Test
    void theUsageOfTheMonthCountsDomainsAndTheirDaysForTheirCustomerOnly() {
        Tenant bravo = billing.signUp(5, "groupware");
        assertThat(usage("2026-01").holdings()).isEmpty();
        billing.at("2026-06-10T09:00");
        billing.hold(acme, "b.co.kr");
        billing.hold(acme, "c.co.kr");
        billing.at("2026-06-12T09:00");
        billing.release(acme, "c.co.kr");
        billing.hold(bravo, "d.co.kr");
        assertThat(usage("2026-06").holdings()).containsExactly(new Holdings("multidomain", 2, 24, 5_000));
        assertThat(usage("2026-05").holdings()).isEmpty();
    }

    @Test
    void thePreviewSaysThePriceOfADomainAndThatSwitchingOnCostsNothing() {
        billing.at("2026-06-16T09:00");
        Tenant bravo = billing.signUp(20, "groupware");
        ProductPreview preview = billing.as(bravo, () -> billing.products.preview("multidomain"));
        assertThat(preview.moneyToday()).isZero();
        assertThat(lines(preview.nextInvoice().lines())).containsExactly("seat 60000");
        assertThat(preview.charging().ko()).contains("켜는 것은 무료", "5,000원");
        assertThat(preview.charging().en()).contains("Switching it on costs nothing", "5,000 won a month");
        billing.at("2026-06-20T09:00");
        billing.hold(acme, "b.co.kr");
        assertThat(lines(billing.as(acme, () -> billing.products.preview("sms"))
                        .nextInvoice()
                        .lines()))
                .containsExactly("seat 120000", "domain 1833");
    }

    @Test
    void aProductIsNotSwitchedOffWhileSomethingIsChargedUnderIt() {
        billing.at("2026-06-16T09:00");
        billing.hold(acme, "b.co.kr");
        billing.hold(acme, "a.co.kr");
        Problem problem = catchThrowableOfType(
                Problem.class, () -> billing.as(acme, () -> billing.products.disable("multidomain")));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.type()).isEqualTo("product-in-use");
        assertThat(problem.text().ko()).contains("a.co.kr, b.co.kr");
        assertThat(problem.members())
                .containsEntry(
                        "holdings",
                        List.of(
                                Map.of("key", "a.co.kr", "from", LocalDate.of(2026, 6, 16)),
                                Map.of("key", "b.co.kr", "from", LocalDate.of(2026, 6, 16))));
        assertThat(billing.entitlements.enabled(acme.id(), "multidomain")).isTrue();
        billing.release(acme, "a.co.kr");
        billing.release(acme, "b.co.kr");
        billing.as(acme, () -> billing.products.disable("multidomain"));
        assertThat(billing.entitlements.enabled(acme.id(), "multidomain")).isFalse();
        assertThat(domainLines(usage("2026-06").lines())).containsExactly("2 x 1/30 = 333");
    }
}
