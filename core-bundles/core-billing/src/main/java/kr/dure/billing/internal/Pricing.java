package kr.dure.billing.internal;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kr.dure.billing.internal.PriceAnswer.Line;
import kr.dure.product.Text;

/**
 * The price rules B1 to B8 as one pure function. Estimates, previews and invoices all come from here.
 *
 * <p>Order: lines, term discount, sum, auto-debit 1 %, supply, VAT, total. Each line is floored to whole won after
 * multiplying the summed quantity; a credit's magnitude is floored too.
 */
final class Pricing {
    private static final Map<Integer, Integer> TERM_PERCENT = Map.of(0, 0, 1, 5, 2, 10, 3, 15);

    private final YearMonth month;
    private final int ofDays;
    private final List<Line> lines = new ArrayList<>();

    private Pricing(YearMonth month) {
        this.month = month;
        this.ofDays = month.lengthOfMonth();
    }

    /**
     * A product that is free with groupware (B7), used from {@code from} to {@code to}, both counted in.
     */
    record AccountUse(String product, long accounts, LocalDate from, LocalDate to) {}

    /**
     * Everything the price of a month depends on, complete and checked.
     *
     * @param groupware null when not subscribed
     * @param term 0 to 3
     * @param discountAutoDebit whether the 1 % applies
     */
    record Facts(
            YearMonth month,
            Seats groupware,
            List<AccountUse> accounts,
            long seatPrice,
            int term,
            boolean discountAutoDebit,
            List<PriceQuestion.Domain> domains,
            Long smsSent) {}

    /**
     * Groupware seats in the month.
     *
     * @param additions seats by day, positive
     * @param reductions seats by day, positive
     */
    record Seats(
            long registered,
            SortedMap<LocalDate, Long> additions,
            SortedMap<LocalDate, Long> reductions,
            LocalDate from,
            LocalDate to) {}

    static PriceAnswer answer(Facts facts, Prices prices) {
        Pricing pricing = new Pricing(facts.month());
        if (facts.groupware() != null) {
            pricing.seats(facts.groupware(), facts.seatPrice(), facts.term());
        }
        pricing.domains(facts.domains(), prices);
        if (facts.smsSent() != null) {
            pricing.sms(facts.smsSent(), prices.of("sms"));
        }
        for (AccountUse use : facts.accounts()) {
            pricing.accounts(use, facts.groupware(), prices.of(use.product()));
        }
        if (facts.discountAutoDebit()) {
            pricing.autoDebit();
        }
        return PriceAnswer.of(pricing.lines);
    }

    private void seats(Seats seats, long price, int term) {
        int days = days(seats.from(), seats.to());
        add(
                "seat",
                "그룹웨어 등록 사용자 " + seats.registered() + "명, " + span(days, true) + " (B1)",
                "Groupware, " + seats.registered() + " registered seats, " + span(days, false) + " (B1)",
                seats.registered(),
                price,
                days,
                1);
        seats.additions().forEach((date, count) -> {
            int left = days(date, seats.to());
            add(
                    "seat-addition",
                    date + " 추가 " + count + "명, 그날부터 " + left + "일 (B1)",
                    count + " seats added on " + date + ", " + left + " days from that day (B1)",
                    count,
                    price,
                    left,
                    1);
        });
        seats.reductions().forEach((date, count) -> {
            int left = days(date, seats.to());
            add(
                    "seat-reduction",
                    date + " 축소 " + count + "명, 그날부터 " + left + "일 빼 드림 (B1)",
                    count + " seats given up on " + date + ", " + left + " days credited (B1)",
                    count,
                    price,
                    left,
                    -1);
        });
        int percent = TERM_PERCENT.get(term);
        if (percent > 0) {
            long base = lines.stream().mapToLong(Line::amount).sum();
            long discount = percent(base, percent);
            lines.add(new Line(
                    "term-discount",
                    new Text(
                            term + "년 약정 할인 " + percent + "%, 기본료에만 적용 (B2)",
                            term + "-year contract, " + percent + " % off the base fee (B2)"),
                    1,
                    -discount,
                    ofDays,
                    ofDays,
                    -discount));
        }
    }

    private void domains(List<PriceQuestion.Domain> domains, Prices prices) {
        SortedMap<Integer, Long> byDays = new TreeMap<>((a, b) -> b - a);
        for (PriceQuestion.Domain domain : domains) {
            LocalDate from = max(domain.addedOn(), month.atDay(1));
            LocalDate to = domain.removedOn() == null ? month.atEndOfMonth() : min(domain.removedOn(), month.atEndOfMonth());
            if (!to.isBefore(from)) {
                byDays.merge(days(from, to), 1L, Long::sum);
            }
        }
        byDays.forEach((days, count) -> add(
                "domain",
                "추가 도메인 " + count + "개, " + span(days, true) + " (B4)",
                count + " extra domain(s), " + span(days, false) + " (B4)",
                count,
                prices.of("multidomain"),
                days,
                1));
    }

    private void sms(long sent, long price) {
        add(
                "sms",
                "문자 " + sent + "건, 통신사가 받은 것만 (B5)",
                sent + " messages accepted by the carrier (B5)",
                sent,
                price,
                ofDays,
                1);
    }

    private void accounts(AccountUse use, Seats groupware, long price) {
        int used = days(use.from(), use.to());
        int free = 0;
        if (groupware != null) {
            LocalDate from = max(use.from(), groupware.from());
            LocalDate to = min(use.to(), groupware.to());
            free = to.isBefore(from) ? 0 : days(from, to);
        }
        int charged = used - free;
        String name = use.product();
        String why = free > 0 ? ", 그룹웨어 이용 " + free + "일은 무료" : "";
        String whyEn = free > 0 ? ", free on " + free + " days with groupware" : "";
        add(
                name,
                name + " 계정 " + use.accounts() + "개, " + span(charged, true) + why + " (B7)",
                name + ", " + use.accounts() + " accounts, " + span(charged, false) + whyEn + " (B7)",
                use.accounts(),
                price,
                charged,
                1);
    }

    private void autoDebit() {
        long sum = lines.stream().mapToLong(Line::amount).sum();
        long discount = percent(sum, 1);
        lines.add(new Line(
                "auto-debit-discount",
                new Text("자동이체 할인 1% (B3)", "Auto-debit, 1 % off the whole amount (B3)"),
                1,
                -discount,
                ofDays,
                ofDays,
                -discount));
    }

    private void add(String code, String ko, String en, long quantity, long price, int days, int sign) {
        long amount = BigInteger.valueOf(quantity)
                .multiply(BigInteger.valueOf(price))
                .multiply(BigInteger.valueOf(days))
                .divide(BigInteger.valueOf(ofDays))
                .longValueExact();
        lines.add(new Line(code, new Text(ko, en), quantity, price, days, ofDays, sign * amount));
    }

    private String span(int days, boolean korean) {
        if (days == ofDays) {
            return korean ? "한 달" : "whole month";
        }
        return korean ? days + "/" + ofDays + "일" : days + " of " + ofDays + " days";
    }

    private static long percent(long amount, int percent) {
        return Math.floorDiv(Math.multiplyExact(amount, percent), 100);
    }

    private static int days(LocalDate from, LocalDate to) {
        return (int) (to.toEpochDay() - from.toEpochDay()) + 1;
    }

    static LocalDate max(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    static LocalDate min(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
