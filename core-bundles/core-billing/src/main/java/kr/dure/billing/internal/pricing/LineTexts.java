package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.util.Map;
import kr.dure.product.Text;

/** What the lines of an invoice say. */
final class LineTexts {
    static final Text SEAT = new Text("그룹웨어 좌석", "Groupware seats");
    static final Text DOMAIN = new Text("추가 도메인", "Extra domains");
    static final Text AUTO_DEBIT = new Text("자동이체 할인 1%", "1% discount for auto-debit");

    private static final Map<String, Text> ACCOUNTS = Map.of(
            "hr", new Text("인사 계정", "HR accounts"),
            "sales", new Text("영업 계정", "Sales accounts"),
            "inventory", new Text("재고 계정", "Inventory accounts"));

    private static final Map<String, Text> USES = Map.of(
            PricePolicy.SMS,
            new Text("문자 발송", "Text messages sent"),
            PricePolicy.SMS + ".lms",
            new Text("장문 문자(LMS) 발송", "Long text messages (LMS) sent"));

    private LineTexts() {}

    static Text addition(LocalDate date) {
        return new Text("좌석 추가 (" + date + "부터)", "Seats added (from " + date + ")");
    }

    static Text reduction(LocalDate date) {
        return new Text("좌석 감소 (" + date + "부터)", "Seats reduced (from " + date + ")");
    }

    static Text termDiscount(int term) {
        int percent = PricePolicy.termPercent(term);
        return new Text(
                term + "년 약정 할인 " + percent + "%",
                percent + "% discount for a term of " + term + (term == 1 ? " year" : " years"));
    }

    static Text uses(String meter) {
        return USES.getOrDefault(meter, new Text(meter + " 사용", meter + " uses"));
    }

    static Text accounts(String product, boolean free) {
        Text name = ACCOUNTS.getOrDefault(product, new Text(product + " 계정", product + " accounts"));
        return free ? new Text(name.ko() + " (그룹웨어 이용 중 무료)", name.en() + " (free with groupware)") : name;
    }
}
