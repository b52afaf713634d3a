package kr.dure.billing.internal.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.TestInvoices;
import kr.dure.billing.internal.payment.TestMoney;
import kr.dure.document.SheetFormat;
import kr.dure.documents.internal.pdf.PdfRendererImpl;
import kr.dure.documents.internal.sheet.SpreadsheetsImpl;
import kr.dure.tenant.Companies;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PapersTest {
    private final TestMoney money = new TestMoney("2026-07-01T10:00");
    private final PdfRendererImpl renderer = new PdfRendererImpl();
    private final Parties parties = new Parties(money.tx, money.clock, money);
    private final TestInvoices invoices = new TestInvoices(money);
    private final Companies companies =
            () -> Optional.of(new Companies.Company(Tenants.current().name(), "2208162517"));
    private final InvoicePapers papers = new InvoicePapers(
            money.tx, money.clock, invoices.billing, parties, companies, money, renderer, new SpreadsheetsImpl());
    private final TaxInvoices taxInvoices = new TaxInvoices(
            money.tx, invoices.billing, parties, companies, money.contacts, money, new SpreadsheetsImpl());
    private final Tenant acme = money.company("주식회사 한강물산");

    @AfterEach
    void close() {
        renderer.close();
    }

    private static BillTo billTo(String representative) {
        return new BillTo(
                "",
                representative,
                "부산광역시 해운대구 센텀중앙로 45",
                "도소매",
                "전자부품",
                "tax@hangang.example",
                "",
                List.of("한강"),
                null);
    }

    @Test
    void anInvoiceExplainsEachLineToBothPartiesInBothLanguages() throws IOException {
        TestSupplier.set(parties, money);
        money.asAdministrator(acme, () -> parties.setBillTo(billTo("박대표"), null));
        UUID id = invoices.issue(acme);
        byte[] pdf = Tenants.call(acme, () -> papers.pdf(id, Locale.KOREAN)).content();
        Files.write(Path.of("target", "invoice-ko.pdf"), pdf);
        String text = TestSupplier.text(pdf);
        assertThat(text)
                .contains(
                        "청구서",
                        "2026-000001",
                        "220-81-62517",
                        "박대표",
                        "일금 ",
                        "원정",
                        "공급가액",
                        "B1",
                        "B3",
                        "국민은행",
                        "1 / ",
                        "납부 기한");
        byte[] english =
                Tenants.call(acme, () -> papers.pdf(id, Locale.ENGLISH)).content();
        Files.write(Path.of("target", "invoice-en.pdf"), english);
        assertThat(TestSupplier.text(english)).contains("Invoice", "Supply amount", "Groupware seats", "KRW ");
    }

    @Test
    void aProvisionalInvoiceSaysSoAndHasNoNumber() throws IOException {
        UUID id = invoices.provisional(acme);
        byte[] pdf = Tenants.call(acme, () -> papers.pdf(id, Locale.KOREAN)).content();
        Files.write(Path.of("target", "invoice-provisional.pdf"), pdf);
        assertThat(TestSupplier.text(pdf)).contains("청구예정내역", "마감 전").doesNotContain("입금자명");
    }

    @Test
    void theTableHasEveryLineAndTheSums() {
        UUID id = invoices.issue(acme);
        String csv = new String(
                Tenants.call(acme, () -> papers.csv(id, Locale.KOREAN)).content(), StandardCharsets.UTF_8);
        assertThat(csv).contains("2026-000001", "seat", "공급가액", "합계", "산출 근거");
        assertThat(csv.lines().count()).isEqualTo(invoices.lines(acme, id) + 5L);
    }

    @Test
    void anInvoiceOfAnotherCompanyIsNotFound() {
        UUID id = invoices.issue(acme);
        Tenant other = money.company("다른회사");
        assertThatThrownBy(() -> Tenants.call(other, () -> papers.pdf(id, Locale.KOREAN)))
                .isInstanceOf(NotFound.class);
        assertThat(money.asOperator(() -> papers.owner(id)).id()).isEqualTo(acme.id());
    }

    @Test
    void aPaperKeepsThePartiesOfItsDay() {
        TestSupplier.set(parties, money);
        money.asAdministrator(acme, () -> parties.setBillTo(billTo("박대표"), null));
        UUID id = invoices.issue(acme);
        money.at("2026-08-15T10:00");
        money.asAdministrator(acme, () -> parties.setBillTo(billTo("이대표"), 1));
        TaxInvoices.Month july = money.asOperator(() -> taxInvoices.of("2026-06"));
        assertThat(july.taxInvoices()).singleElement().satisfies(one -> {
            assertThat(one.buyer().representative()).isEqualTo("박대표");
            assertThat(one.faults()).isEmpty();
            assertThat(one.items().stream().mapToLong(TaxInvoice.Item::supply).sum())
                    .isEqualTo(one.supply());
            assertThat(one.items().stream().mapToLong(TaxInvoice.Item::vat).sum())
                    .isEqualTo(one.vat());
        });
        assertThat(money.asAdministrator(acme, parties::billTo).representative())
                .isEqualTo("이대표");
        assertThat(id).isNotNull();
    }

    @Test
    void aMonthsTaxInvoicesAreExportedOnlyWhole() {
        UUID id = invoices.issue(acme);
        TaxInvoices.Month month = money.asOperator(() -> taxInvoices.of("2026-06"));
        assertThat(month.faulty()).isEqualTo(1);
        assertThat(month.issueUntil()).hasToString("2026-07-10");
        Invalid invalid = catchThrowableOfType(
                Invalid.class, () -> money.asOperator(() -> taxInvoices.file("2026-06", SheetFormat.CSV)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .contains("2026-000001.supplier.businessNumber", "2026-000001.buyer.representative");
        TestSupplier.set(parties, money);
        money.asAdministrator(acme, () -> parties.setBillTo(billTo("박대표"), null));
        String csv = new String(
                money.asOperator(() -> taxInvoices.file("2026-06", SheetFormat.CSV))
                        .content(),
                StandardCharsets.UTF_8);
        assertThat(csv).contains("20260630", "2208162517", "2026-000001", "박대표", "tax@hangang.example");
        assertThat(money.asOperator(() -> taxInvoices.file("2026-06", SheetFormat.XLSX))
                        .content())
                .startsWith((byte) 'P', (byte) 'K');
        assertThat(id).isNotNull();
    }

    @Test
    void theSupplierIsCheckedFieldByField() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(() -> parties.setSupplier(
                        new Supplier(" ", "220-81-62518", "12", null, "", null, null, "x", "y", "z", "", "1", "", null),
                        null)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly(
                        "name",
                        "businessNumber",
                        "subNumber",
                        "representative",
                        "address",
                        "phone",
                        "fax",
                        "email",
                        "bank",
                        "account",
                        "accountHolder");
        TestSupplier.set(parties, money);
        assertThat(catchThrowableOfType(
                                Problem.class,
                                () -> money.asOperator(() -> parties.setSupplier(TestSupplier.SUPPLIER, 0)))
                        .status())
                .isEqualTo(412);
        Invalid depositors = catchThrowableOfType(
                Invalid.class,
                () -> money.asAdministrator(
                        acme,
                        () -> parties.setBillTo(new BillTo("", "", "", "", "", "@", "", List.of("a\nb"), null), null)));
        assertThat(depositors.errors()).extracting(Problem.FieldError::field).containsExactly("email", "depositors[0]");
    }
}
