package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kr.dure.web.Invalid;

/** Checks a {@link PriceQuestion} and completes it with the price book. */
final class Questions {
    static final int MAX_SEATS = 1_000_000;
    private static final long MAX_PRICE = 100_000_000;
    private static final long MAX_MESSAGES = 1_000_000_000;
    private static final int MAX_ITEMS = 1_000;

    private final PriceQuestion question;
    private final Invalid.Checks checks = new Invalid.Checks();

    private Questions(PriceQuestion question) {
        this.question = question;
    }

    /** @throws Invalid naming every field at fault */
    static Pricing.Facts complete(PriceQuestion question, Prices prices) {
        return new Questions(question).complete(prices);
    }

    static YearMonth month(PriceQuestion question) {
        Invalid.Checks checks = new Invalid.Checks();
        YearMonth month = question.month();
        checks.check(
                month != null && month.getYear() >= 2000 && month.getYear() <= 2100,
                "month",
                "이용 월이 필요합니다. 예: 2026-06",
                "The usage month is required, e.g. 2026-06.");
        checks.done();
        return month;
    }

    private Pricing.Facts complete(Prices prices) {
        YearMonth month = month(question);
        Pricing.Seats seats = question.groupware() == null ? null : seats(question.groupware(), month);
        List<Pricing.AccountUse> accounts = accounts(month);
        number(question.seatPrice(), "seatPrice", 0, MAX_PRICE, false);
        number(question.term(), "term", 0, 3, false);
        List<PriceQuestion.Domain> domains = question.domains() == null ? List.of() : question.domains();
        checks.check(domains.size() <= MAX_ITEMS, "domains", "항목이 너무 많습니다.", "Too many items.");
        for (int i = 0; i < domains.size(); i++) {
            checkDomain(domains.get(i), "domains[" + i + "]", month);
        }
        Long sent = question.sms() == null ? null : question.sms().sent();
        if (question.sms() != null) {
            number(sent, "sms.sent", 0, MAX_MESSAGES, true);
        }
        checks.done();
        boolean autoDebit = Boolean.TRUE.equals(question.autoDebit()) && !Boolean.TRUE.equals(question.overdue());
        return new Pricing.Facts(
                month,
                seats,
                accounts,
                question.seatPrice() == null ? prices.of("groupware") : question.seatPrice(),
                question.term() == null ? 0 : question.term(),
                autoDebit,
                domains,
                sent);
    }

    private Pricing.Seats seats(PriceQuestion.Groupware groupware, YearMonth month) {
        number(groupware.seats(), "groupware.seats", 0, MAX_SEATS, true);
        LocalDate from = groupware.from() == null ? month.atDay(1) : groupware.from();
        LocalDate to = groupware.to() == null ? month.atEndOfMonth() : groupware.to();
        inside(from, "groupware.from", month.atDay(1), month.atEndOfMonth());
        inside(to, "groupware.to", month.atDay(1), month.atEndOfMonth());
        checks.check(
                !to.isBefore(from), "groupware.to", "끝나는 날이 시작하는 날보다 앞설 수 없습니다.", "to must not be before from.");
        SortedMap<LocalDate, Long> additions = changes(groupware.additions(), "groupware.additions", from, to);
        SortedMap<LocalDate, Long> reductions = changes(groupware.reductions(), "groupware.reductions", from, to);
        long left = groupware.seats() == null ? 0 : groupware.seats();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            left += additions.getOrDefault(day, 0L) - reductions.getOrDefault(day, 0L);
            if (!checks.check(
                    left >= 0,
                    "groupware.reductions",
                    "줄이는 수가 등록 사용자 수보다 많습니다.",
                    "More seats are given up than are registered.")) {
                break;
            }
        }
        return new Pricing.Seats(groupware.seats() == null ? 0 : groupware.seats(), additions, reductions, from, to);
    }

    private SortedMap<LocalDate, Long> changes(
            List<PriceQuestion.SeatChange> changes, String field, LocalDate from, LocalDate to) {
        SortedMap<LocalDate, Long> byDay = new TreeMap<>();
        if (changes == null) {
            return byDay;
        }
        checks.check(changes.size() <= MAX_ITEMS, field, "항목이 너무 많습니다.", "Too many items.");
        for (int i = 0; i < changes.size(); i++) {
            PriceQuestion.SeatChange change = changes.get(i);
            String at = field + "[" + i + "]";
            if (!checks.check(change != null, at, "비어 있습니다.", "Must not be null.")) {
                continue;
            }
            boolean dated = checks.check(change.date() != null, at + ".date", "날짜가 필요합니다.", "A date is required.")
                    && inside(change.date(), at + ".date", from, to);
            if (number(change.seats(), at + ".seats", 1, MAX_SEATS, true) && dated) {
                byDay.merge(change.date(), change.seats().longValue(), Long::sum);
            }
        }
        return byDay;
    }

    private List<Pricing.AccountUse> accounts(YearMonth month) {
        List<Pricing.AccountUse> uses = new ArrayList<>();
        PriceQuestion.Standalone standalone = question.standalone();
        if (standalone != null) {
            account(uses, "hr", standalone.hr(), month);
            account(uses, "sales", standalone.sales(), month);
            account(uses, "inventory", standalone.inventory(), month);
        }
        return uses;
    }

    private void account(List<Pricing.AccountUse> uses, String product, Integer count, YearMonth month) {
        if (number(count, "standalone." + product, 0, MAX_SEATS, false) && count != null && count > 0) {
            uses.add(new Pricing.AccountUse(product, count, month.atDay(1), month.atEndOfMonth()));
        }
    }

    private void checkDomain(PriceQuestion.Domain domain, String field, YearMonth month) {
        if (!checks.check(
                domain != null && domain.addedOn() != null,
                field + ".addedOn",
                "신청한 날이 필요합니다.",
                "The day applied for is required.")) {
            return;
        }
        checks.check(
                !domain.addedOn().isAfter(month.atEndOfMonth()),
                field + ".addedOn",
                "신청한 날이 이용 월 뒤입니다.",
                "The day applied for lies after the month.");
        checks.check(
                domain.removedOn() == null || !domain.removedOn().isBefore(domain.addedOn()),
                field + ".removedOn",
                "해지한 날이 신청한 날보다 앞섭니다.",
                "removedOn lies before addedOn.");
    }

    private boolean inside(LocalDate date, String field, LocalDate from, LocalDate to) {
        return checks.check(
                !date.isBefore(from) && !date.isAfter(to),
                field,
                "날짜는 " + from + "부터 " + to + "까지입니다.",
                "The date must lie from " + from + " to " + to + ".");
    }

    private boolean number(Number value, String field, long min, long max, boolean required) {
        if (value == null) {
            return checks.check(!required, field, field + " 값이 필요합니다.", field + " is required.");
        }
        return checks.check(
                value.longValue() >= min && value.longValue() <= max,
                field,
                field + " 값은 " + min + "부터 " + max + "까지입니다.",
                field + " must be from " + min + " to " + max + ".");
    }
}
