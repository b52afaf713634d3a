package kr.dure.billing.internal.credit;

import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.BillingService;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Customers;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.InvoiceRepository;
import kr.dure.persistence.Tx;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The invoices of all companies, for the operator. */
@Component(service = OperatorInvoices.class)
public final class OperatorInvoices {
    private final Tx tx;
    private final Customers customers;
    private final BillingService billing;
    private final CreditNotes notes;

    @Activate
    public OperatorInvoices(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Customers customers,
            @Reference BillingService billing,
            @Reference CreditNotes notes) {
        this.tx = tx;
        this.customers = customers;
        this.billing = billing;
        this.notes = notes;
    }

    Page<Invoice> list(UUID customer, UUID after, int limit) {
        return customers.call(customer, () -> billing.invoices(after, limit));
    }

    List<CreditNote> notes(UUID invoice) {
        return customers.call(owner(invoice), () -> notes.of(invoice));
    }

    CreditNote issue(UUID invoice, CreditNotes.NewCreditNote order, String key) {
        return customers.call(owner(invoice), () -> notes.issue(invoice, order, key));
    }

    private UUID owner(UUID invoice) {
        return tx.acrossTenants(
                "invoice " + invoice,
                session -> InvoiceRepository.owner(session, invoice)
                        .orElseThrow(() -> new NotFound("그런 청구서가 없습니다.", "There is no such invoice.")));
    }
}
