package kr.dure.billing.internal.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.document.HangulAmount;
import kr.dure.product.Text;
import kr.dure.tenant.BusinessNumber;

/** The parts that invoices and quotes have in common, in one language. */
public final class Paper {
    private final Locale locale;

    public Paper(Locale locale) {
        this.locale = locale;
    }

    public String say(String ko, String en) {
        return new Text(ko, en).in(locale);
    }

    private boolean korean() {
        return !"en".equals(locale.getLanguage());
    }

    /** The heading with what identifies the paper left and right below it. */
    public String title(String ko, String en, List<String> left, List<String> right) {
        StringBuilder html = new StringBuilder(Html.STYLE)
                .append("<h1 class=\"")
                .append(korean() ? "ko" : "en")
                .append("\">")
                .append(say(ko, en))
                .append("</h1><div class=\"rule\"></div><table class=\"meta\">");
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            html.append("<tr><td>")
                    .append(i < left.size() ? Html.text(left.get(i)) : "")
                    .append("</td><td class=\"r\">")
                    .append(i < right.size() ? Html.text(right.get(i)) : "")
                    .append("</td></tr>");
        }
        return html.append("</table>").toString();
    }

    /** The two boxes of supplier and customer, each a table of facts made by {@link Html#row}. */
    public String parties(Supplier supplier, String customerRows) {
        return "<table class=\"parties\"><tbody><tr><td><div class=\"party\">"
                + say("공급자", "Supplier")
                + "</div><table class=\"facts\">"
                + supplier(supplier)
                + "</table></td><td class=\"gap\"></td><td><div class=\"party\">"
                + say("공급받는자", "Customer")
                + "</div><table class=\"facts\">"
                + customerRows
                + "</table></td></tr></tbody></table>";
    }

    private String supplier(Supplier supplier) {
        return Html.row(say("등록번호", "Reg. number"), number(supplier.businessNumber(), supplier.subNumber()))
                + Html.row(say("상호", "Name"), supplier.name())
                + Html.row(say("대표자", "Representative"), supplier.representative())
                + Html.row(say("주소", "Address"), supplier.address())
                + Html.row(say("업태 / 종목", "Business"), joined(supplier.businessType(), supplier.businessItem()))
                + Html.row(say("전화", "Telephone"), supplier.phone())
                + Html.row(say("팩스", "Fax"), supplier.fax())
                + Html.row(say("이메일", "E-mail"), supplier.email());
    }

    public static String number(String businessNumber, String subNumber) {
        if (businessNumber == null || businessNumber.isEmpty()) {
            return "";
        }
        return BusinessNumber.format(businessNumber) + (subNumber.isEmpty() ? "" : " (" + subNumber + ")");
    }

    public static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + " / " + other;
    }

    /** The amount in Hangul, or in figures only for English, and in figures. */
    public String amount(String label, long won, String note) {
        return "<div class=\"sumbox\"><table><tr><td>"
                + Html.text(label)
                + (korean() ? "&#160;&#160;<span class=\"h\">" + HangulAmount.of(won) + "</span>" : "")
                + "<span class=\"small\">&#160;&#160;" + Html.text(note) + "</span></td><td class=\"n\">"
                + (korean() ? "₩" + Html.won(won) : "KRW " + Html.won(won))
                + "</td></tr></table></div>";
    }

    /** What was charged, each line with the sentence that explains it. */
    public String lines(List<Line> lines) {
        StringBuilder html = new StringBuilder("<table class=\"lines\"><thead><tr><th style=\"width:7mm\">No</th><th>")
                .append(say("품목과 산출 근거", "Item and how it is computed"))
                .append("</th><th style=\"width:13mm\">")
                .append(say("수량", "Quantity"))
                .append("</th><th style=\"width:19mm\">")
                .append(say("단가", "Unit price"))
                .append("</th><th style=\"width:14mm\">")
                .append(say("일수", "Days"))
                .append("</th><th style=\"width:15mm\">")
                .append(say("규칙", "Rule"))
                .append("</th><th style=\"width:24mm\">")
                .append(say("금액", "Amount"))
                .append("</th></tr></thead><tbody>");
        int number = 1;
        for (Line line : lines) {
            html.append("<tr><td class=\"c\">")
                    .append(number++)
                    .append("</td><td>")
                    .append(Html.text(line.description().in(locale)))
                    .append("<div class=\"why\">")
                    .append(Html.text(line.explanation().in(locale)))
                    .append("</div></td><td class=\"n\">")
                    .append(Html.won(line.quantity()))
                    .append("</td><td class=\"n\">")
                    .append(Html.won(line.unitPrice()))
                    .append("</td><td class=\"c\">")
                    .append(line.days() == line.ofDays() ? "–" : line.days() + "/" + line.ofDays())
                    .append("</td><td class=\"c\">")
                    .append(Html.text(rule(line)))
                    .append("</td><td class=\"n\">")
                    .append(Html.won(line.amount()))
                    .append("</td></tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private String rule(Line line) {
        return switch (line.rule()) {
            case "late-fee" -> say("연체", "late fee");
            case "price-book" -> say("가격표", "price book");
            default -> line.rule();
        };
    }

    /** Supply amount, VAT, late fee where there is one, total. */
    public String sums(long supply, long vat, long lateFee, long total) {
        return "<table class=\"sums\">"
                + sum(say("공급가액", "Supply amount"), supply, false)
                + sum(say("부가가치세 (10%)", "VAT (10%)"), vat, false)
                + (lateFee == 0 ? "" : sum(say("연체가산금 (부가세 없음)", "Late fee (no VAT)"), lateFee, false))
                + sum(say("합계", "Total"), total, true)
                + "</table>";
    }

    private String sum(String name, long won, boolean total) {
        return "<tr" + (total ? " class=\"total\"" : "") + "><td>" + name + "</td><td class=\"n\">" + Html.won(won)
                + say("원", " won") + "</td></tr>";
    }

    public String box(String heading, String rows) {
        return rows.isEmpty()
                ? ""
                : "<div class=\"box\"><h2>" + Html.text(heading) + "</h2><table class=\"facts\">" + rows
                        + "</table></div>";
    }

    /** Where to pay to. */
    public String account(Supplier supplier) {
        return Html.row(
                say("입금 계좌", "Account"),
                supplier.account().isEmpty()
                        ? ""
                        : supplier.bank() + " " + supplier.account() + " (" + supplier.accountHolder() + ")");
    }

    public static String date(LocalDate date) {
        return date == null ? "" : date.toString();
    }
}
