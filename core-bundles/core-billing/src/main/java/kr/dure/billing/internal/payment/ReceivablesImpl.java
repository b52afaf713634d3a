package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.Receivables;
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
        List<Receivable> overdue = ledger(session).overdueAt(dayAfter(month));
        return new Standing(
                !overdue.isEmpty(),
                feeBearing(overdue).stream().mapToLong(ReceivablesImpl::feeBase).reduce(0, Math::addExact),
                ledger(session).lostDiscounts().stream()
                        .map(lost -> new LostDiscount(lost.month(), lost.number(), lost.discount()))
                        .toList());
    }

    /** The first day on which the month's end is over, or today while it runs. */
    private LocalDate dayAfter(YearMonth month) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
        LocalDate next = month.plusMonths(1).atDay(1);
        return next.isAfter(today) ? today : next;
    }

    /** Those on which a late fee is due, once. */
    private static List<Receivable> feeBearing(List<Receivable> overdue) {
        return overdue.stream()
                .filter(receivable -> !receivable.feeCharged() && feeBase(receivable) > 0)
                .toList();
    }

    /** No late fee on a late fee: what is paid first pays the service. */
    private static long feeBase(Receivable receivable) {
        return Math.max(0, receivable.open() - receivable.fee());
    }

    @Override
    public void issued(Session session, Invoice invoice, Standing standing) {
        PaymentLedger ledger = ledger(session);
        if (standing.lateFeeBase() > 0) {
            ledger.feeCharged(feeBearing(ledger.overdueAt(dayAfter(invoice.month()))), invoice.id());
        }
        if (!standing.lostDiscounts().isEmpty()) {
            ledger.discountCharged(ledger.lostDiscounts(), invoice.id());
        }
        ledger.owe(new Receivable(
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
                false));
        ledger.useCredit();
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
