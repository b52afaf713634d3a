package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.SMS;
import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.UsageReport.Meter;
import kr.dure.tenant.Tenant;
import kr.dure.web.BadRequest;
import kr.dure.web.Page;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class BillingServiceTest {
    private final TestBilling billing = new TestBilling("2026-06-15T10:00", SMS);

    private UsageReport usage(Tenant tenant, YearMonth month) {
        return billing.as(tenant, () -> billing.billing.usage(month, UsageReport.By.METER));
    }

    private List<Meter> meters(Tenant tenant, String month) {
        return usage(tenant, YearMonth.parse(month)).meters();
    }

    @Test
    void theRunningMonthShowsEachMeterWithItsCountPriceAndAmount() {
        Tenant acme = billing.signUp(20, "groupware", "sms");
        for (String key : List.of("a", "b", "c")) {
            billing.count(acme, "sms", 1, key, billing.clock.instant());
        }
        UsageReport usage = usage(acme, null);
        assertThat(usage.month()).isEqualTo(YearMonth.of(2026, 6));
        assertThat(usage.meters()).containsExactly(new Meter("sms", 3, 15, 45));
        assertThat(lines(usage.lines())).containsExactly("seat 64000", "sms 45");
    }

    @Test
    void aMeterThatCountedNothingIsShownOnlyWhileItsProductIsOn() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(meters(acme, "2026-06")).isEmpty();
        billing.as(acme, () -> billing.products.enable("sms"));
        assertThat(meters(acme, "2026-06")).containsExactly(new Meter("sms", 0, 15, 0));
        billing.count(acme, "sms", 2, "a", billing.clock.instant());
        billing.as(acme, () -> billing.products.disable("sms"));
        assertThat(meters(acme, "2026-06")).containsExactly(new Meter("sms", 2, 15, 30));
    }

    @Test
    void aUseIsCountedOncePerKeyAndForItsCustomerOnly() {
        Tenant acme = billing.signUp(20, "sms");
        Tenant bravo = billing.signUp(20, "sms");
        for (int i = 0; i < 3; i++) {
            billing.count(acme, "sms", 1, "same", billing.clock.instant());
        }
        billing.count(bravo, "sms", 7, "same", billing.clock.instant());
        assertThat(meters(acme, "2026-06")).containsExactly(new Meter("sms", 1, 15, 15));
        assertThat(meters(bravo, "2026-06")).containsExactly(new Meter("sms", 7, 15, 105));
    }

    @Test
    void aUseBelongsToItsMonthInSeoul() {
        Tenant acme = billing.signUp(20, "sms");
        billing.count(acme, "sms", 1, "june", Instant.parse("2026-06-30T14:59:59Z"));
        billing.count(acme, "sms", 2, "july", Instant.parse("2026-06-30T15:30:00Z"));
        billing.at("2026-07-01T00:30");
        assertThat(meters(acme, "2026-06")).containsExactly(new Meter("sms", 1, 15, 15));
        assertThat(usage(acme, null).meters()).containsExactly(new Meter("sms", 2, 15, 30));
    }

    @Test
    void aMonthThatHasNotBegunOrHasNoPricesIsABadParameter() {
        Tenant acme = billing.signUp(20, "sms");
        for (String text : List.of("2026-07", "+999999999-12", "2019-12", "0000-01")) {
            YearMonth month = YearMonth.parse(text);
            BadRequest bad = catchThrowableOfType(BadRequest.class, () -> usage(acme, month));
            assertThat(bad.errors()).extracting(FieldError::field).containsExactly("month");
        }
    }

    @Test
    void invoicesComePageByPage() {
        Tenant acme = billing.signUp(20, "sms", "groupware");
        billing.at("2026-09-01T09:00");
        List.of("2026-06", "2026-07", "2026-08").forEach(billing::close);
        Page<Invoice> first = billing.as(acme, () -> billing.billing.invoices(null, 2));
        assertThat(first.items())
                .extracting(Invoice::month)
                .containsExactly(YearMonth.of(2026, 6), YearMonth.of(2026, 7));
        Page<Invoice> last = billing.as(acme, () -> billing.billing.invoices(UUID.fromString(first.next()), 2));
        assertThat(last.items()).extracting(Invoice::month).containsExactly(YearMonth.of(2026, 8));
        assertThat(last.next()).isNull();
    }
}
