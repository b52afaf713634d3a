package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

/** What was quoted and ordered in time is charged no higher until the quote's last month is over. */
class QuotedPriceTest {
    private final TestBilling billing = new TestBilling("2026-06-10T10:00", TestBilling.SMS);

    QuotedPriceTest() {
        TestBilling.sql("INSERT INTO platform.price VALUES ('groupware', '2026-07-01', 'ACCOUNT', 7000)");
        TestBilling.sql("INSERT INTO platform.price VALUES ('sms', '2026-07-01', 'USE', 10)");
        billing.prices.forget();
    }

    private void keep(Tenant tenant) {
        Tenants.run(
                tenant,
                () -> TestBilling.tx()
                        .run(session -> QuotedPrices.keep(
                                session,
                                "Q2026-000007",
                                YearMonth.of(2026, 6),
                                YearMonth.of(2026, 7),
                                List.of("groupware", "sms"))));
    }

    @Test
    void theQuotedPriceHoldsUntilItsLastMonthAndTheLineSaysSo() {
        billing.at("2026-07-05T10:00");
        Tenant acme = billing.signUp(20, "groupware", "sms");
        keep(acme);
        keep(acme);
        Tenant other = billing.signUp(20, "groupware");
        billing.count(acme, "sms", 100, "a", billing.clock.instant());
        // What a further seat costs is asked before it is added: 6,000 × 22 / 31.
        assertThat(billing.as(
                                acme,
                                () -> TestBilling.tx()
                                        .read(session ->
                                                billing.months.ofAddition(session, LocalDate.of(2026, 7, 10), 1)))
                        .get(0)
                        .amount())
                .isEqualTo(4_258);
        billing.at("2026-08-03T10:00");
        billing.close("2026-07");
        Invoice july = billing.invoice(acme);
        // 27 of 31 days at 6,000; what has become cheaper is charged at the new price.
        assertThat(TestBilling.lines(july.lines())).containsExactly("seat 104516", "sms 1000");
        assertThat(july.lines().get(0).explanation().ko()).contains("Q2026-000007", "2026-07");
        assertThat(july.lines().get(0).explanation().en()).contains("Q2026-000007");
        assertThat(july.lines().get(1).explanation().ko()).doesNotContain("Q2026-000007");
        assertThat(billing.invoice(other).supply()).isEqualTo(121_935);
        billing.at("2026-09-01T10:00");
        billing.close("2026-08");
        assertThat(billing.invoices(acme).get(1).supply()).isEqualTo(140_000);
    }

    @Test
    void whatIsPaidAheadGoesByTheQuotedPrice() {
        billing.at("2026-07-01T10:00");
        Tenant acme = billing.signUp(new Order(List.of("sms"), 20, 0, "monthly", false));
        long quoted = Tenants.call(acme, () -> {
            keep(acme);
            return TestBilling.tx().read(session -> billing.months.termFee(session, 1, 20, LocalDate.of(2026, 7, 1)));
        });
        assertThat(quoted).isEqualTo(20 * 6_000 * 12 * 95 / 100);
    }
}
