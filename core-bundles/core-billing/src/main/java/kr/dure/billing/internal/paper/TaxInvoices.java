package kr.dure.billing.internal.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.BillingService;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.paper.InvoicePapers.PaperFile;
import kr.dure.billing.internal.paper.TaxInvoice.Buyer;
import kr.dure.billing.internal.paper.TaxInvoice.Item;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetWriter;
import kr.dure.document.SheetWriter.Column;
import kr.dure.document.Spreadsheets;
import kr.dure.identity.Clients;
import kr.dure.persistence.Tx;
import kr.dure.tenant.BusinessNumber;
import kr.dure.tenant.Companies;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Invalid;
import kr.dure.web.Problem.FieldError;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tax invoices of a month: its final invoices over more than 0, and the credit notes issued in it. */
@Component(service = TaxInvoices.class)
public final class TaxInvoices {
    private static final int MAX_ITEMS = 4;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final Tx tx;
    private final BillingService billing;
    private final Parties parties;
    private final Companies companies;
    private final Contacts contacts;
    private final TenantDirectory tenants;
    private final Spreadsheets spreadsheets;

    @Activate
    public TaxInvoices(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference BillingService billing,
            @Reference Parties parties,
            @Reference Companies companies,
            @Reference Contacts contacts,
            @Reference TenantDirectory tenants,
            @Reference Spreadsheets spreadsheets) {
        this.tx = tx;
        this.billing = billing;
        this.parties = parties;
        this.companies = companies;
        this.contacts = contacts;
        this.tenants = tenants;
        this.spreadsheets = spreadsheets;
    }

    /**
     * A month's tax invoices.
     *
     * @param issueUntil the last day to issue them without a penalty: the tenth of the month after
     * @param faulty how many have something missing or wrong
     */
    public record Month(YearMonth month, java.time.LocalDate issueUntil, int faulty, List<View> taxInvoices) {}

    /** A tax invoice in one language. */
    public record View(
            UUID tenantId,
            String number,
            String kind,
            java.time.LocalDate writtenOn,
            String amendment,
            String original,
            Supplier supplier,
            Buyer buyer,
            long supply,
            long vat,
            List<Item> items,
            String remark,
            List<Fault> faults) {}

    /** What is wrong in a field. */
    public record Fault(String field, String message) {}

    private record Key(UUID tenant, UUID invoice, UUID creditNote) {}

    public Month of(String month) {
        YearMonth asked = month(month);
        Locale locale = Clients.language();
        List<TaxInvoice> all = all(asked);
        return new Month(
                asked,
                asked.plusMonths(1).atDay(10),
                (int) all.stream().filter(one -> !one.faults().isEmpty()).count(),
                all.stream().map(one -> view(one, locale)).toList());
    }

    private static View view(TaxInvoice one, Locale locale) {
        return new View(
                one.tenantId(),
                one.number(),
                one.kind(),
                one.writtenOn(),
                one.amendment(),
                one.original(),
                one.supplier(),
                one.buyer(),
                one.supply(),
                one.vat(),
                one.items(),
                one.remark(),
                one.faults().stream()
                        .map(fault -> new Fault(fault.field(), fault.message().in(locale)))
                        .toList());
    }

    private static YearMonth month(String month) {
        try {
            if (month != null) {
                return YearMonth.parse(month);
            }
        } catch (DateTimeParseException e) {
            // The answer below says what is expected.
        }
        throw new BadRequest("month", "month에는 2026-06처럼 이용한 달이 필요합니다.", "month must be a usage month like 2026-06.");
    }

    private List<TaxInvoice> all(YearMonth month) {
        List<Key> keys = tx.acrossTenants(
                "tax invoices of " + month,
                session -> Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        "SELECT CAST(tenant_id AS text), CAST(id AS text), CAST(NULL AS text), number"
                                                + " FROM billing.invoice WHERE month = ?1 AND state = 'FINAL' AND supply > 0"
                                                + " UNION ALL SELECT CAST(c.tenant_id AS text), CAST(c.invoice_id AS text),"
                                                + " CAST(c.id AS text), c.number FROM billing.credit_note c WHERE c.supply < 0"
                                                + " AND to_char(c.issued_at AT TIME ZONE 'Asia/Seoul', 'YYYY-MM') = ?1 ORDER BY 4")
                                .setParameter(1, month.toString()),
                        columns -> new Key(Rows.uuid(columns[0]), Rows.uuid(columns[1]), Rows.uuid(columns[2]))));
        return keys.stream()
                .map(key -> {
                    Tenant tenant = tenants.find(key.tenant()).orElseThrow();
                    return Tenants.call(
                            tenant,
                            () -> key.creditNote() == null
                                    ? of(tenant, billing.invoice(key.invoice()))
                                    : amended(tenant, billing.invoice(key.invoice()), key.creditNote()));
                })
                .toList();
    }

    private TaxInvoice of(Tenant tenant, Invoice invoice) {
        Supplier supplier = parties.supplier(invoice.issuedAt());
        Buyer buyer = buyer(tenant, invoice);
        return new TaxInvoice(
                tenant.id(),
                invoice.number(),
                "01",
                invoice.month().atEndOfMonth(),
                "",
                "",
                supplier,
                buyer,
                invoice.supply(),
                invoice.vat(),
                items(invoice),
                invoice.month() + " 이용요금" + (invoice.lateFee() > 0 ? " (연체가산금 " + invoice.lateFee() + "원 별도)" : ""),
                faults(supplier, buyer));
    }

    private record Note(String number, long supply, long vat, String reason, java.time.LocalDate on) {}

    private TaxInvoice amended(Tenant tenant, Invoice invoice, UUID id) {
        Note note = tx.read(session -> Rows.of(
                        session.entities()
                                .createNativeQuery("SELECT number, supply, vat, reason,"
                                        + " CAST(issued_at AT TIME ZONE 'Asia/Seoul' AS date) FROM billing.credit_note"
                                        + " WHERE id = ?1")
                                .setParameter(1, id),
                        c -> new Note(
                                (String) c[0], Rows.number(c[1]), Rows.number(c[2]), (String) c[3], Rows.date(c[4])))
                .stream()
                .findFirst()
                .orElseThrow());
        Supplier supplier = parties.supplier(invoice.issuedAt());
        Buyer buyer = buyer(tenant, invoice);
        return new TaxInvoice(
                tenant.id(),
                note.number(),
                "02",
                note.on(),
                "2",
                invoice.number(),
                supplier,
                buyer,
                note.supply(),
                note.vat(),
                List.of(new Item(
                        note.on().getDayOfMonth(),
                        "차감: " + invoice.number(),
                        null,
                        null,
                        note.supply(),
                        note.vat(),
                        "")),
                note.reason(),
                faults(supplier, buyer));
    }

    private Buyer buyer(Tenant tenant, Invoice invoice) {
        BillTo billTo = tx.read(session -> Parties.billTo(session, invoice.issuedAt()));
        Companies.Company company = companies.find().orElse(new Companies.Company(tenant.name(), ""));
        return new Buyer(
                company.businessNumber(),
                billTo.subNumber(),
                company.name(),
                billTo.representative(),
                billTo.address(),
                billTo.businessType(),
                billTo.businessItem(),
                billTo.email().isEmpty()
                        ? contacts.find().map(Contacts.Contact::email).orElse("")
                        : billTo.email(),
                billTo.email2());
    }

    /** The lines with their VAT; the last one takes what flooring left, so that the sum is the invoice's VAT. */
    private static List<Item> items(Invoice invoice) {
        List<Line> lines = invoice.lines().stream()
                .filter(line -> !line.code().equals("late-fee") && line.amount() != 0)
                .toList();
        List<Item> items = new ArrayList<>();
        int day = invoice.month().lengthOfMonth();
        long vatLeft = invoice.vat();
        for (int i = 0; i < lines.size() && items.size() < MAX_ITEMS; i++) {
            boolean last = i == lines.size() - 1 || items.size() == MAX_ITEMS - 1;
            List<Line> joined = last ? lines.subList(i, lines.size()) : List.of(lines.get(i));
            long supply = joined.stream().mapToLong(Line::amount).sum();
            long vat = last ? vatLeft : supply / 10;
            vatLeft -= vat;
            Line line = joined.get(0);
            boolean single = joined.size() == 1;
            items.add(new Item(
                    day,
                    line.description().ko() + (single ? "" : " 외 " + (joined.size() - 1) + "건"),
                    single ? line.quantity() : null,
                    single ? line.unitPrice() : null,
                    supply,
                    vat,
                    single && line.days() != line.ofDays() ? line.days() + "/" + line.ofDays() + "일" : ""));
        }
        return items;
    }

    private static List<FieldError> faults(Supplier supplier, Buyer buyer) {
        Invalid.Checks checks = new Invalid.Checks();
        number(checks, supplier.businessNumber(), "supplier.businessNumber");
        checks.text(supplier.name(), "supplier.name", 70);
        checks.text(supplier.representative(), "supplier.representative", 30);
        number(checks, buyer.businessNumber(), "buyer.businessNumber");
        checks.text(buyer.name(), "buyer.name", 70);
        checks.text(buyer.representative(), "buyer.representative", 30);
        checks.check(
                Parties.EMAIL.matcher(buyer.email()).matches(),
                "buyer.email",
                "이메일 주소가 필요합니다.",
                "An e-mail address is needed.");
        try {
            checks.done();
            return List.of();
        } catch (Invalid invalid) {
            return invalid.errors();
        }
    }

    private static void number(Invalid.Checks checks, String number, String field) {
        checks.check(
                BusinessNumber.normalise(number) != null,
                field,
                "사업자등록번호가 올바르지 않습니다.",
                "The business registration number is not valid.");
    }

    /**
     * The form of the tax office for issuing many at once.
     *
     * @throws Invalid naming each tax invoice and field at fault: nobody issues half a month by mistake
     */
    public PaperFile file(String month, SheetFormat format) {
        YearMonth asked = month(month);
        List<TaxInvoice> all = all(asked);
        List<FieldError> faults = new ArrayList<>();
        all.forEach(one -> one.faults()
                .forEach(fault -> faults.add(new FieldError(one.number() + "." + fault.field(), fault.message()))));
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter sheet = spreadsheets.write(out, format)) {
            sheet.sheet("전자세금계산서", columns());
            for (TaxInvoice one : all) {
                sheet.row(row(one));
            }
            sheet.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PaperFile("tax-invoices-" + asked + "." + format.extension(), out.toByteArray());
    }

    private static List<Column> columns() {
        List<String> headings = new ArrayList<>(List.of(
                "전자세금계산서 종류(01:일반, 02:수정)",
                "작성일자",
                "공급자 등록번호",
                "공급자 종사업장번호",
                "공급자 상호",
                "공급자 성명",
                "공급자 사업장주소",
                "공급자 업태",
                "공급자 종목",
                "공급자 이메일",
                "공급받는자 등록번호",
                "공급받는자 종사업장번호",
                "공급받는자 상호",
                "공급받는자 성명",
                "공급받는자 사업장주소",
                "공급받는자 업태",
                "공급받는자 종목",
                "공급받는자 이메일1",
                "공급받는자 이메일2",
                "공급가액",
                "세액",
                "비고"));
        for (int i = 1; i <= MAX_ITEMS; i++) {
            for (String name : List.of("일자", "품목", "규격", "수량", "단가", "공급가액", "세액", "품목비고")) {
                headings.add(name + i);
            }
        }
        headings.addAll(List.of("현금", "수표", "어음", "외상미수금", "영수(01), 청구(02)", "수정사유", "당초 청구번호"));
        return headings.stream().map(Column::new).toList();
    }

    private static List<Object> row(TaxInvoice one) {
        Supplier supplier = one.supplier();
        Buyer buyer = one.buyer();
        List<Object> row = new ArrayList<>(List.of(
                one.kind(),
                DAY.format(one.writtenOn()),
                supplier.businessNumber(),
                supplier.subNumber(),
                supplier.name(),
                supplier.representative(),
                supplier.address(),
                supplier.businessType(),
                supplier.businessItem(),
                supplier.email(),
                buyer.businessNumber(),
                buyer.subNumber(),
                buyer.name(),
                buyer.representative(),
                buyer.address(),
                buyer.businessType(),
                buyer.businessItem(),
                buyer.email(),
                buyer.email2(),
                one.supply(),
                one.vat(),
                one.remark() + " [" + one.number() + "]"));
        for (int i = 0; i < MAX_ITEMS; i++) {
            if (i < one.items().size()) {
                Item item = one.items().get(i);
                row.add(String.format("%02d", item.day()));
                row.add(item.name());
                row.add("");
                row.add(item.quantity());
                row.add(item.unitPrice());
                row.add(item.supply());
                row.add(item.vat());
                row.add(item.remark());
            } else {
                row.addAll(java.util.Collections.nCopies(8, ""));
            }
        }
        row.addAll(List.of("", "", "", one.supply() + one.vat(), "02", one.amendment(), one.original()));
        return row;
    }
}
