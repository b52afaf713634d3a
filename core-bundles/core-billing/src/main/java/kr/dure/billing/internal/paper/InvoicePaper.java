package kr.dure.billing.internal.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.Invoice.State;
import kr.dure.billing.internal.payment.PaymentReference;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.document.PdfDocument;
import kr.dure.tenant.Companies.Company;
import kr.dure.tenant.Tenant;

/** An invoice as a document (청구서). */
final class InvoicePaper {
    private InvoicePaper() {}

    /**
     * Everything an invoice shows.
     *
     * @param company null for one that has no entry in the register
     */
    record Content(Tenant tenant, Company company, Invoice invoice, Supplier supplier, BillTo billTo) {}

    static PdfDocument document(Content content, Locale locale) {
        Invoice invoice = content.invoice();
        Paper paper = new Paper(locale);
        boolean provisional = invoice.state() == State.PROVISIONAL;
        String title = provisional ? paper.say("청구 예정 내역", "Provisional invoice") : paper.say("청구서", "Invoice");
        LocalDate first = invoice.month().atDay(1);
        String html = paper.title(
                        provisional ? "청구 예정 내역" : "청구서",
                        provisional ? "Provisional invoice" : "Invoice",
                        List.of(
                                paper.say("청구번호  ", "Invoice number  ")
                                        + (provisional ? paper.say("(마감 전)", "(not closed yet)") : invoice.number()),
                                paper.say("이용 기간  ", "Period  ") + first + " ~ "
                                        + invoice.month().atEndOfMonth()),
                        provisional
                                ? List.of(paper.say("아직 확정되지 않은 금액입니다.", "The amounts are not final yet."))
                                : List.of(
                                        paper.say("발행일  ", "Issued  ")
                                                + LocalDate.ofInstant(invoice.issuedAt(), PricePolicy.ZONE),
                                        paper.say("납부 기한  ", "Due  ") + invoice.due()))
                + paper.parties(content.supplier(), customer(content, paper))
                + paper.amount(
                        paper.say("청구금액", "Amount due"), invoice.total(), paper.say("(부가세 포함)", "(VAT included)"))
                + paper.lines(invoice.lines())
                + paper.sums(invoice.supply(), invoice.vat(), invoice.lateFee(), invoice.total())
                + paper.box(paper.say("납부 안내", "Payment"), payment(content, paper))
                + "<p class=\"small\">"
                + paper.say(
                        "금액은 원 단위이며 품목별로 원 미만은 버립니다. 규칙 번호는 이용약관의 요금 규칙입니다. 정정은 수정 청구(차감)로만 합니다.",
                        "Amounts are in won; fractions are dropped line by line. Rule numbers are those of the terms of service."
                                + " Corrections are made by credit note only.")
                + "</p>";
        PdfDocument document = PdfDocument.of(html)
                .in(locale)
                .titled(title + " " + (provisional ? invoice.month() : invoice.number()))
                .withFooter(content.supplier().name() + "  ·  "
                        + (provisional ? invoice.month().toString() : invoice.number()));
        return provisional ? document.withWatermark(paper.say("미확정", "PROVISIONAL")) : document;
    }

    private static String customer(Content content, Paper paper) {
        BillTo billTo = content.billTo();
        String number = content.company() == null ? "" : content.company().businessNumber();
        String name = content.company() == null
                ? content.tenant().name()
                : content.company().name();
        return Html.row(paper.say("등록번호", "Reg. number"), Paper.number(number, billTo.subNumber()))
                + Html.row(paper.say("상호", "Name"), name + paper.say(" 귀중", ""))
                + Html.row(paper.say("대표자", "Representative"), billTo.representative())
                + Html.row(paper.say("주소", "Address"), billTo.address())
                + Html.row(paper.say("업태 / 종목", "Business"), Paper.joined(billTo.businessType(), billTo.businessItem()))
                + Html.row(paper.say("이메일", "E-mail"), billTo.email());
    }

    private static String payment(Content content, Paper paper) {
        if (content.invoice().state() == State.PROVISIONAL) {
            return "";
        }
        return paper.account(content.supplier())
                + Html.row(
                        paper.say("입금자명", "Reference"),
                        PaymentReference.of(content.tenant().id())
                                + paper.say(
                                        "  (입금할 때 받는 분 통장 표시에 적어 주시면 바로 확인됩니다)",
                                        "  (written beside the transfer, it is recognised at once)"))
                + Html.row(
                        paper.say("납부 기한", "Due"), Paper.date(content.invoice().due()));
    }
}
