package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import kr.dure.product.Text;

/** What the lines of an invoice say. */
final class LineTexts {
    static final Text SEAT = new Text("그룹웨어 좌석", "Groupware seats");
    static final Text DOMAIN = new Text("추가 도메인", "Extra domains");
    static final Text DRAW = new Text("선납금 사용", "Taken from what was paid ahead");
    static final Text PREPAYMENT = new Text(
            "약정 기간 전체의 좌석 요금에서 약정 할인을 뺀 금액을 미리 냅니다.",
            "The seats for the whole term, less the discount of the term, are paid ahead.");

    private static final Map<String, Text> ACCOUNTS = Map.of(
            "hr", new Text("인사 계정", "HR accounts"),
            "sales", new Text("영업 계정", "Sales accounts"),
            "inventory", new Text("재고 계정", "Inventory accounts"));

    private static final Map<String, Text> USES = Map.of(
            PricePolicy.SMS,
            new Text("문자 발송", "Text messages sent"),
            PricePolicy.SMS + ".lms",
            new Text("장문 문자(LMS) 발송", "Long text messages (LMS) sent"),
            PricePolicy.BACKUP,
            new Text("백업", "Backups"),
            PricePolicy.FREE_BACKUP,
            new Text("백업 (연 1회 무료)", "Backup (the year's free one)"));

    private LineTexts() {}

    static Text addition(LocalDate date) {
        return new Text("좌석 추가 (" + date + "부터)", "Seats added (from " + date + ")");
    }

    static Text reduction(LocalDate date) {
        return new Text("좌석 감소 (" + date + "부터)", "Seats reduced (from " + date + ")");
    }

    static Text termDiscount(int term, int percent) {
        return new Text(term + "년 약정 할인 " + percent + "%", percent + "% discount for a term of " + years(term));
    }

    static Text termReturn(int term) {
        return new Text(term + "년 약정 할인 반환", "Discounts of a term of " + years(term) + " returned");
    }

    static Text prepayment(int term) {
        return new Text(term + "년 약정 선납", "Paid ahead for a term of " + years(term));
    }

    private static String years(int term) {
        return term + (term == 1 ? " year" : " years");
    }

    static Text autoDebit(int percent) {
        return new Text("자동이체 할인 " + percent + "%", percent + "% discount for auto-debit");
    }

    static Text lateFee(int percent) {
        return new Text("연체료 " + percent + "% (부가세 없음)", percent + "% late fee (no VAT)");
    }

    static Text uses(String meter) {
        return USES.getOrDefault(meter, new Text(meter + " 사용", meter + " uses"));
    }

    static Text late(YearMonth month, String meter) {
        return new Text(
                month + " 사용분 정산: " + uses(meter).ko(),
                "Uses of " + month + ": " + uses(meter).en());
    }

    static Text accounts(String product, boolean free) {
        Text name = ACCOUNTS.getOrDefault(product, new Text(product + " 계정", product + " accounts"));
        return free ? new Text(name.ko() + " (그룹웨어 이용 중 무료)", name.en() + " (free with groupware)") : name;
    }

    /** How a charge comes about. */
    static Text product(long quantity, long unitPrice, int days, int ofDays, long amount) {
        String product = won(quantity) + " × " + won(unitPrice);
        return new Text(
                product + "원" + (days == ofDays ? "" : " × " + ofDays + "일 중 " + days + "일") + " = " + won(amount)
                        + "원",
                product + " won" + (days == ofDays ? "" : " × " + days + " of " + ofDays + " days") + " = "
                        + won(amount) + " won");
    }

    static Text percentOf(long won, int percent) {
        return new Text(won(won) + "원의 " + percent + "%", percent + "% of " + won(won) + " won");
    }

    static Text draw(long balance, long draw) {
        return new Text(
                "선납 잔액 " + won(balance) + "원에서 " + won(draw) + "원을 쓰고 " + won(balance - draw) + "원이 남습니다.",
                won(draw) + " of the " + won(balance) + " won paid ahead; " + won(balance - draw) + " won are left.");
    }

    static Text termReturn(long before, long now) {
        return new Text(
                "약정을 기간 전에 끝내 지난 달까지 받은 할인 " + won(before) + "원과 이번 달 할인 " + won(now) + "원을 반환합니다.",
                "The contract ended before its time: " + won(before) + " won of discounts up to last month and "
                        + won(now) + " won of this month are returned.");
    }

    static Text lateUses(YearMonth month, long quantity, long unitPrice, long amount) {
        return new Text(
                month + " 청구서가 나간 뒤 확인된 사용량: " + won(quantity) + " × " + won(unitPrice) + "원 = " + won(amount) + "원",
                "Uses of " + month + " that came to light after its invoice: " + won(quantity) + " × " + won(unitPrice)
                        + " won = " + won(amount) + " won");
    }

    static String won(long won) {
        return String.format(Locale.ROOT, "%,d", won);
    }
}
