package kr.dure.billing.internal.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.BillingService;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfRenderer;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetWriter;
import kr.dure.document.SheetWriter.Column;
import kr.dure.document.Spreadsheets;
import kr.dure.identity.Clients;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Companies;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Invoices as files. */
@Component(service = InvoicePapers.class)
public final class InvoicePapers {
    private final Tx tx;
    private final Clock clock;
    private final BillingService billing;
    private final Parties parties;
    private final Companies companies;
    private final TenantDirectory tenants;
    private final PdfRenderer renderer;
    private final Spreadsheets spreadsheets;

    @Activate
    public InvoicePapers(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference BillingService billing,
            @Reference Parties parties,
            @Reference Companies companies,
            @Reference TenantDirectory tenants,
            @Reference PdfRenderer renderer,
            @Reference Spreadsheets spreadsheets) {
        this.tx = tx;
        this.clock = clock;
        this.billing = billing;
        this.parties = parties;
        this.companies = companies;
        this.tenants = tenants;
        this.renderer = renderer;
        this.spreadsheets = spreadsheets;
    }

    /** A file of the current tenant. */
    public record PaperFile(String name, byte[] content) {}

    /** @throws NotFound when the current tenant has no such invoice */
    public PaperFile pdf(UUID id, Locale locale) {
        InvoicePaper.Content content = content(id);
        return new PaperFile(fileName(content.invoice(), "pdf"), render(InvoicePaper.document(content, locale)));
    }

    /** @throws kr.dure.web.Unavailable 503 when too many documents are being made already */
    public byte[] render(PdfDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            renderer.render(document, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private InvoicePaper.Content content(UUID id) {
        Invoice invoice = billing.invoice(id);
        Instant at = invoice.issuedAt() == null ? clock.instant() : invoice.issuedAt();
        return new InvoicePaper.Content(
                Tenants.current(),
                companies.find().orElse(null),
                invoice,
                parties.supplier(at),
                tx.read(session -> Parties.billTo(session, at)));
    }

    /** @throws NotFound when the current tenant has no such invoice */
    public PaperFile csv(UUID id, Locale locale) {
        Invoice invoice = billing.invoice(id);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter sheet = spreadsheets.write(out, SheetFormat.CSV)) {
            sheet.sheet(
                    "",
                    List.of(
                            heading("청구번호", "Invoice number", locale),
                            heading("이용월", "Month", locale),
                            heading("순번", "No", locale),
                            heading("코드", "Code", locale),
                            heading("품목", "Item", locale),
                            heading("수량", "Quantity", locale),
                            heading("단가", "Unit price", locale),
                            heading("일수", "Days", locale),
                            heading("월 일수", "Days of the month", locale),
                            heading("금액", "Amount", locale),
                            heading("규칙", "Rule", locale),
                            heading("가격표 판", "Price book version", locale),
                            heading("산출 근거", "How it is computed", locale)));
            String number = invoice.number() == null ? "" : invoice.number();
            String month = invoice.month().toString();
            int position = 1;
            for (Line line : invoice.lines()) {
                List<Object> row = new ArrayList<>(List.of(
                        number,
                        month,
                        position++,
                        line.code(),
                        line.description().in(locale),
                        line.quantity(),
                        line.unitPrice(),
                        line.days(),
                        line.ofDays(),
                        line.amount(),
                        line.rule()));
                row.add(line.priceBook());
                row.add(line.explanation().in(locale));
                sheet.row(row);
            }
            sum(sheet, number, month, new Text("공급가액", "Supply amount").in(locale), invoice.supply());
            sum(sheet, number, month, new Text("부가가치세", "VAT").in(locale), invoice.vat());
            sum(sheet, number, month, new Text("연체가산금", "Late fee").in(locale), invoice.lateFee());
            sum(sheet, number, month, new Text("합계", "Total").in(locale), invoice.total());
            sheet.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PaperFile(fileName(invoice, "csv"), out.toByteArray());
    }

    private static Column heading(String ko, String en, Locale locale) {
        return new Column(new Text(ko, en).in(locale));
    }

    private static void sum(SheetWriter sheet, String number, String month, String name, long won) throws IOException {
        sheet.row(List.of(number, month, "", "", name, "", "", "", "", won));
    }

    private static String fileName(Invoice invoice, String ending) {
        return "invoice-" + (invoice.number() == null ? invoice.month() + "-provisional" : invoice.number()) + "."
                + ending;
    }

    /** An invoice and whose it is, for the operator. */
    public record Listed(UUID tenantId, String company, Invoice.View invoice) {}

    private record Key(UUID id, UUID tenant) {}

    private Listed listed(Key key, Locale locale) {
        Tenant tenant = tenants.find(key.tenant()).orElseThrow();
        return Tenants.call(
                tenant,
                () -> new Listed(
                        tenant.id(), tenant.name(), billing.invoice(key.id()).in(locale)));
    }

    /** Whose invoice it is, for the operator. */
    public Tenant owner(UUID invoice) {
        UUID tenant = tx.acrossTenants(
                "open invoice " + invoice,
                session -> Rows.of(
                                session.entities()
                                        .createNativeQuery(
                                                "SELECT CAST(tenant_id AS text) FROM billing.invoice WHERE id = ?1")
                                        .setParameter(1, invoice),
                                columns -> Rows.uuid(columns[0]))
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new NotFound("그런 청구서가 없습니다.", "There is no such invoice.")));
        return tenants.find(tenant).orElseThrow();
    }

    Listed get(UUID id) {
        return listed(new Key(id, owner(id).id()), Clients.language());
    }
}
