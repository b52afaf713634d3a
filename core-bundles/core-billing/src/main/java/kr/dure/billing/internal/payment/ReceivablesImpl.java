package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.Receivables;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Receivables}: the current tenant's ledger of what is owed and paid. */
@Component
public final class ReceivablesImpl implements Receivables {
    private static final String AUTO_DEBIT_DISCOUNT = "auto-debit-discount";

    private final Clock clock;

    @Activate
    public ReceivablesImpl(@Reference Clock clock) {
        this.clock = clock;
    }

    @Override
    public Standing at(Session session, YearMonth month) {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE).minusDays(1);
        LocalDate last = month.atEndOfMonth();
        return ledger(session).standing(last.isAfter(yesterday) ? yesterday : last);
    }

    @Override
    public void issued(Session session, Invoice invoice, Standing standing) {
        PaymentLedger ledger = ledger(session);
        ledger.feeCharged(standing.late().stream().map(LateFee::receivable).toList(), invoice.id());
        ledger.discountCharged(
                standing.lostDiscounts().stream().map(LostDiscount::receivable).toList(), invoice.id());
        ledger.discountJudged(standing.judged());
        ledger.owe(
                new Receivable(
                        invoice.id(),
                        invoice.number(),
                        invoice.month(),
                        invoice.total(),
                        invoice.lateFee(),
                        magnitude(invoice, AUTO_DEBIT_DISCOUNT),
                        0,
                        0,
                        LocalDate.ofInstant(invoice.issuedAt(), PricePolicy.ZONE),
                        invoice.due(),
                        false),
                !standing.undecided());
        if (standing.credit()) {
            ledger.useCredit();
        }
    }

    private static long magnitude(Invoice invoice, String code) {
        return invoice.lines().stream()
                .filter(line -> line.code().equals(code))
                .mapToLong(Line::amount)
                .map(Math::abs)
                .sum();
    }

    @Override
    public void credited(Session session, CreditNote note) {
        ledger(session).credit(note.invoiceId(), -note.total());
    }

    private static PaymentLedger ledger(Session session) {
        return new PaymentLedger(session, Tenants.current().id());
    }
}
