package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import kr.dure.billing.internal.PriceBookService.NewEntry;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class PriceBookServiceTest {
    private final TestBilling billing = new TestBilling("2026-06-15T10:00", TestBilling.SMS, TestBilling.HR);

    private PriceBookEntry.View price(String id, String from, long won) {
        return add(new NewEntry(id, LocalDate.parse(from), null, won, null));
    }

    private PriceBookEntry.View policy(String id, String from, String value) {
        return add(new NewEntry(id, LocalDate.parse(from), null, null, value));
    }

    private PriceBookEntry.View add(NewEntry entry) {
        return billing.asOperator(() -> billing.priceBook.add(entry));
    }

    private List<String> refused(NewEntry entry) {
        return catchThrowableOfType(Invalid.class, () -> add(entry)).errors().stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void aPriceHoldsFromItsDayOnAndEveryLineNamesItsVersion() {
        Tenant acme = billing.signUp(20, "groupware");
        PriceBookEntry.View entry = price("groupware", "2026-07-01", 7_000);
        assertThat(entry.chargedFrom()).isEqualTo(YearMonth.of(2026, 7));
        assertThat(entry.basis()).isEqualTo(Basis.ACCOUNT);
        assertThat(entry.recordedBy()).isEqualTo("operator");
        billing.at("2026-08-01T09:00");
        billing.close("2026-06");
        billing.close("2026-07");
        List<Invoice> invoices = billing.invoices(acme);
        assertThat(lines(invoices.get(0).lines())).containsExactly("seat 64000");
        assertThat(lines(invoices.get(1).lines())).containsExactly("seat 140000");
        Line june = invoices.get(0).lines().get(0);
        Line july = invoices.get(1).lines().get(0);
        assertThat(july.priceBook()).isEqualTo(entry.version());
        assertThat(june.priceBook()).isNotNull().isNotEqualTo(july.priceBook());
        assertThat(july.rule()).isEqualTo("B1");
        assertThat(july.explanation().ko()).isEqualTo("20 × 7,000원 = 140,000원");
        assertThat(june.explanation().en()).isEqualTo("20 × 6,000 won × 16 of 30 days = 64,000 won");
    }

    @Test
    void aPriceOfTheMiddleOfAMonthChargesTheNextOne() {
        Tenant acme = billing.signUp(30, "groupware");
        assertThat(price("groupware", "2026-07-15", 9_000).chargedFrom()).isEqualTo(YearMonth.of(2026, 8));
        billing.at("2026-09-01T09:00");
        billing.close("2026-07");
        billing.close("2026-08");
        assertThat(billing.invoices(acme)).extracting(Invoice::supply).containsExactly(180_000L, 270_000L);
    }

    @Test
    void whatAMonthThatIsOverCostsNeverChanges() {
        assertThat(refused(new NewEntry("groupware", LocalDate.of(2026, 5, 31), null, 1L, null)))
                .containsExactly("effectiveFrom");
        price("groupware", "2026-06-01", 6_500);
        billing.at("2026-07-01T09:00");
        assertThatThrownBy(() -> billing.asOperator(() -> {
                    billing.priceBook.withdraw("groupware", LocalDate.of(2026, 6, 1));
                    return null;
                }))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void anEntryThatChargedNothingYetCanBeWithdrawn() {
        price("groupware", "2026-07-01", 7_000);
        assertThatThrownBy(() -> price("groupware", "2026-07-01", 8_000)).isInstanceOf(Conflict.class);
        billing.asOperator(() -> {
            billing.priceBook.withdraw("groupware", LocalDate.of(2026, 7, 1));
            return null;
        });
        price("groupware", "2026-07-01", 8_000);
        assertThatThrownBy(() -> billing.asOperator(() -> {
                    billing.priceBook.withdraw("groupware", LocalDate.of(2026, 9, 1));
                    return null;
                }))
                .isInstanceOf(NotFound.class);
        assertThat(TestBilling.strings("SELECT action FROM platform.audit WHERE action LIKE 'billing.price-book%'"
                        + " ORDER BY at, id"))
                .containsExactly(
                        "billing.price-book.added", "billing.price-book.withdrawn", "billing.price-book.added");
    }

    @Test
    void policiesChangeDiscountsByDate() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 30, 3, "monthly", true));
        policy("term-discount-3", "2026-07-01", "20");
        policy("auto-debit-discount", "2026-08-01", "2");
        billing.at("2026-09-01T09:00");
        billing.close("2026-07");
        billing.close("2026-08");
        assertThat(lines(billing.invoices(acme).get(0).lines()))
                .containsExactly("seat 180000", "term-discount -36000", "auto-debit-discount -1440");
        assertThat(lines(billing.invoices(acme).get(1).lines()))
                .containsExactly("seat 180000", "term-discount -36000", "auto-debit-discount -2880");
        assertThat(billing.invoices(acme).get(1).lines().get(2).description().en())
                .isEqualTo("2% discount for auto-debit");
    }

    @Test
    void roundingIsOneNamedValue() {
        billing.at("2026-07-15T09:00");
        Tenant acme = billing.signUp(3, "groupware");
        price("groupware", "2026-07-01", 7_700);
        billing.close("2026-07");
        assertThat(billing.invoice(acme).supply()).isEqualTo(12_667);
        policy("rounding", "2026-07-01", "HALF_UP");
        billing.close("2026-07");
        // 3 x 7,700 x 17 / 31 = 12,667.74
        assertThat(billing.invoice(acme).supply()).isEqualTo(12_668);
    }

    @Test
    void whatIsWrongIsNamed() {
        LocalDate july = LocalDate.of(2026, 7, 1);
        assertThat(refused(new NewEntry("coffee", july, null, 1L, null))).containsExactly("id");
        assertThat(refused(new NewEntry(null, july, null, 1L, null))).containsExactly("id");
        assertThat(refused(new NewEntry("groupware", null, null, 1L, null))).containsExactly("effectiveFrom");
        assertThat(refused(new NewEntry("groupware", july.plusYears(20), null, 1L, null)))
                .containsExactly("effectiveFrom");
        assertThat(refused(new NewEntry("groupware", july, null, -1L, null))).containsExactly("won");
        assertThat(refused(new NewEntry("groupware", july, null, 100_000_001L, null)))
                .containsExactly("won");
        assertThat(refused(new NewEntry("groupware", july, null, null, "5"))).containsExactly("won", "value");
        assertThat(refused(new NewEntry("groupware", july, Basis.USE, 5L, null)))
                .containsExactly("basis");
        assertThat(refused(new NewEntry("late-fee", july, null, null, "101"))).containsExactly("value");
        assertThat(refused(new NewEntry("late-fee", july, null, null, "2.5"))).containsExactly("value");
        assertThat(refused(new NewEntry("rounding", july, null, 5L, "UP"))).containsExactly("value", "won");
    }

    @Test
    void theListHasEveryEntryOnceAndTheNewestOfANameFirst() {
        price("groupware", "2026-07-01", 7_000);
        List<PriceBookEntry.View> all = new ArrayList<>();
        String after = null;
        do {
            Page<PriceBookEntry.View> page = billing.priceBook.list(null, after, 3);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(15);
        assertThat(all).extracting(PriceBookEntry.View::id).isSorted().contains("late-fee", "quota-seat", "sms");
        assertThat(billing.priceBook.list("groupware", null, 50).items())
                .extracting(PriceBookEntry.View::won)
                .containsExactly(7_000L, 6_000L);
    }

    @Test
    void aMinimumTermKeepsAProductOn() {
        policy("minimum-term", "2026-07-01", "3");
        billing.at("2026-07-10T09:00");
        Tenant acme = billing.signUp(5, "hr");
        billing.at("2026-10-08T09:00");
        assertThatThrownBy(() -> billing.as(acme, () -> billing.products.disable("hr")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("2026-10-10");
        billing.at("2026-10-09T09:00");
        billing.as(acme, () -> billing.products.disable("hr"));
    }
}
