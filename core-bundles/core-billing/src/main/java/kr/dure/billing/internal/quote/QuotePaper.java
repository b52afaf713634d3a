package kr.dure.billing.internal.quote;

import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.paper.Html;
import kr.dure.billing.internal.paper.Paper;
import kr.dure.billing.internal.paper.Supplier;
import kr.dure.document.PdfDocument;

/** A quote as a document (견적서). */
final class QuotePaper {
    private QuotePaper() {}

    static PdfDocument document(Quote quote, Supplier supplier, Locale locale) {
        Paper paper = new Paper(locale);
        int months = quote.prepaidMonths();
        long payable = Math.addExact(quote.supplyInAll(), quote.vatInAll());
        String html = paper.title(
                        "견적서",
                        "Quotation",
                        List.of(
                                paper.say("견적번호  ", "Number  ") + quote.number(),
                                paper.say("견적일  ", "Date  ") + quote.quotedOn()),
                        List.of(
                                paper.say("유효기간  ", "Valid until  ") + quote.validUntil() + paper.say("까지", ""),
                                paper.say("아래와 같이 견적합니다.", "We are pleased to quote as follows.")))
                + paper.parties(supplier, customer(quote, paper))
                + paper.amount(
                        months == 0
                                ? paper.say("월 합계금액", "Monthly total")
                                : paper.say("선납 " + months + "개월 합계금액", "Total for " + months + " months, paid ahead"),
                        payable,
                        paper.say("(부가세 포함)", "(VAT included)"))
                + paper.lines(quote.lines())
                + paper.sums(quote.supply(), quote.vat(), 0, quote.total())
                + (months == 0
                        ? ""
                        : paper.box(
                                paper.say("선납 금액", "Paid ahead"),
                                Html.row(
                                                paper.say("공급가액", "Supply amount"),
                                                Html.won(quote.supply()) + " × " + months + " = "
                                                        + Html.won(quote.supplyInAll()))
                                        + Html.row(paper.say("부가가치세", "VAT"), Html.won(quote.vatInAll()))
                                        + Html.row(paper.say("합계", "Total"), Html.won(payable))))
                + paper.box(paper.say("거래 조건", "Terms"), terms(quote, supplier, paper));
        return PdfDocument.of(html)
                .in(locale)
                .titled(paper.say("견적서 ", "Quotation ") + quote.number())
                .withFooter(supplier.name() + "  ·  " + quote.number());
    }

    private static String customer(Quote quote, Paper paper) {
        QuoteRequest.Customer c = quote.customer();
        return Html.row(paper.say("등록번호", "Reg. number"), Paper.number(c.businessNumber(), ""))
                + Html.row(paper.say("상호", "Name"), c.company() + paper.say(" 귀중", ""))
                + Html.row(paper.say("부서", "Department"), c.department())
                + Html.row(paper.say("담당", "Contact"), c.contact() + paper.say(" 귀하", ""))
                + Html.row(paper.say("전화", "Telephone"), c.phone())
                + Html.row(paper.say("팩스", "Fax"), c.fax())
                + Html.row(paper.say("이메일", "E-mail"), c.email());
    }

    private static String terms(Quote quote, Supplier supplier, Paper paper) {
        return Html.row(
                        paper.say("약정", "Contract"),
                        quote.term() == 0
                                ? paper.say("없음", "no term")
                                : paper.say(quote.term() + "년", quote.term() + " year(s)"))
                + Html.row(
                        paper.say("결제", "Payment"),
                        quote.payment().equals("prepaid")
                                ? paper.say("선납", "paid ahead")
                                : paper.say("매월 후납", "monthly, after use"))
                + paper.account(supplier)
                + Html.row(
                        paper.say("가격", "Prices"),
                        paper.say(
                                "견적일의 가격표 기준 한 달 금액입니다. 유효기간 안에 주문하시면 유효기간이 끝나는 달까지 이 단가를 넘지 않으며, 그 뒤에는 가격표에 따릅니다."
                                        + " 실제 청구액은 이용한 수량과 일수에 따릅니다.",
                                "One month by the price book of the day of this quote. If it is ordered while it is valid, you"
                                        + " are charged no more than these unit prices until the month in which its validity"
                                        + " ends; after that the price book holds. Invoices go by what was used, by day."))
                + Html.row(paper.say("비고", "Note"), quote.note());
    }
}
