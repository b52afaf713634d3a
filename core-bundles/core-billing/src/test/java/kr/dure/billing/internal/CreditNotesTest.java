package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import kr.dure.billing.internal.credit.CreditNotes.Credit;
import kr.dure.billing.internal.credit.CreditNotes.NewCreditNote;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.web.BadRequest;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class CreditNotesTest {
    private final TestBilling billing = new TestBilling("2026-06-01T10:00", TestBilling.SMS);
    private final Tenant acme = billing.signUp(new Order(List.of("groupware", "sms"), 20, 3, "monthly", true));

    private Invoice closed() {
        billing.count(acme, "sms", 300, "a", billing.clock.instant());
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        return billing.invoice(acme);
    }

    private CreditNote issue(Tenant tenant, Invoice invoice, String key, Credit... lines) {
        return billing.as(
                tenant, () -> billing.credits.issue(invoice.id(), new NewCreditNote("잘못 청구", List.of(lines)), key));
    }

    private List<String> refused(Invoice invoice, Credit... lines) {
        return catchThrowableOfType(Invalid.class, () -> issue(acme, invoice, "x", lines)).errors().stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void aCreditNoteTakesBackAPartOfALineAndLeavesTheInvoiceAsItIs() {
        Invoice invoice = closed();
        assertThat(lines(invoice.lines()))
                .containsExactly("seat 120000", "term-discount -18000", "sms 4500", "auto-debit-discount -1065");
        CreditNote note = issue(acme, invoice, "one", new Credit(3, 1_505L));
        assertThat(note.number()).isEqualTo("C2026-000001");
        assertThat(note.invoiceNumber()).isEqualTo("2026-000001");
        assertThat(lines(note.lines())).containsExactly("sms -1505");
        assertThat(note.supply()).isEqualTo(-1_505);
        // A credit's magnitude is floored too.
        assertThat(note.vat()).isEqualTo(-150);
        assertThat(note.total()).isEqualTo(-1_655);
        assertThat(note.lines().get(0).explanation().en()).contains("1,505").contains("2026-000001");
        assertThat(billing.invoice(acme)).isEqualTo(invoice);
        assertThat(billing.receivables.credited).containsExactly("C2026-000001 -1655");
        assertThat(billing.as(acme, () -> billing.credits.of(invoice.id()))).containsExactly(note);
    }

    @Test
    void theSameKeyIsTheSameNoteAndAnotherOrderUnderItIsRefused() throws Exception {
        Invoice invoice = closed();
        List<CreditNote> notes = TestBilling.atOnce(4, () -> issue(acme, invoice, "one", new Credit(3, 1_000L)));
        assertThat(notes).hasSize(4).containsOnly(notes.get(0));
        assertThat(TestBilling.strings("SELECT count(*) FROM billing.credit_note"))
                .containsExactly("1");
        Problem reused = catchThrowableOfType(Problem.class, () -> issue(acme, invoice, "one", new Credit(3, 1_001L)));
        assertThat(reused.type()).isEqualTo("idempotency-key-reused");
        assertThatThrownBy(() -> issue(acme, invoice, null, new Credit(3, 1L))).isInstanceOf(BadRequest.class);
    }

    @Test
    void noMoreIsTakenBackThanWasCharged() {
        Invoice invoice = closed();
        issue(acme, invoice, "one", new Credit(3, 4_000L));
        assertThat(refused(invoice, new Credit(3, 501L))).containsExactly("lines[0].amount");
        assertThat(refused(invoice, new Credit(2, 1L), new Credit(9, 1L), new Credit(null, 1L)))
                .containsExactly("lines[0].line", "lines[1].line", "lines[2].line");
        assertThat(refused(invoice, new Credit(1, 1L), new Credit(1, 1L))).containsExactly("lines[1].line");
        assertThat(refused(invoice, new Credit(1, 0L))).containsExactly("lines[0].amount");
        assertThat(refused(invoice)).containsExactly("lines");
        // The discounts are off the supply amount of 105,435 already.
        assertThat(refused(invoice, new Credit(1, 120_000L))).containsExactly("lines");
        issue(acme, invoice, "two", new Credit(1, invoice.supply() - 4_000));
        assertThat(refused(invoice, new Credit(3, 1L))).containsExactly("lines");
    }

    @Test
    void theCustomerOfAnotherInvoiceAndAProvisionalOneAreRefused() {
        billing.close("2026-06");
        Invoice provisional = billing.invoice(acme);
        assertThatThrownBy(() -> issue(acme, provisional, "x", new Credit(1, 1L)))
                .isInstanceOf(Conflict.class);
        Invoice invoice = closed();
        Tenant bravo = billing.signUp(5, "groupware");
        assertThatThrownBy(() -> issue(bravo, invoice, "x", new Credit(1, 1L))).isInstanceOf(NotFound.class);
        assertThat(billing.as(bravo, () -> billing.credits.of(invoice.id()))).isEmpty();
    }

    @Test
    void aLateFeeHasNoVatAndStandsOutsideTheOnePercent() {
        billing.receivables.standing = TestBilling.unpaid(false, 132_025);
        Invoice invoice = closed();
        assertThat(lines(invoice.lines()))
                .containsExactly(
                        "seat 120000",
                        "term-discount -18000",
                        "sms 4500",
                        "auto-debit-discount -1065",
                        "late-fee 2640");
        assertThat(invoice.supply()).isEqualTo(105_435);
        assertThat(invoice.vat()).isEqualTo(10_543);
        assertThat(invoice.lateFee()).isEqualTo(2_640);
        assertThat(invoice.total()).isEqualTo(105_435 + 10_543 + 2_640);
        assertThat(billing.receivables.issued).containsExactly("2026-000001 118618 132025");
        CreditNote waived = issue(acme, invoice, "one", new Credit(5, 2_640L));
        assertThat(waived.supply()).isZero();
        assertThat(waived.vat()).isZero();
        assertThat(waived.lateFee()).isEqualTo(-2_640);
        assertThat(waived.total()).isEqualTo(-2_640);
    }

    @Test
    void whoIsOverdueGetsNoOnePercent() {
        billing.receivables.standing = TestBilling.unpaid(true, 0);
        assertThat(lines(closed().lines())).containsExactly("seat 120000", "term-discount -18000", "sms 4500");
    }
}
