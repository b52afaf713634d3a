package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kr.dure.billing.internal.pricing.Days;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.PriceQuestion;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;
import kr.dure.web.Invalid;

/**
 * A price question as it comes over HTTP. All but {@code month} may be absent: not subscribed, none, no.
 *
 * @param month the usage month, 2000 to 2100
 * @param seatPrice won per seat and month instead of the price book's, 0 to 100,000,000
 * @param term contract years, 0 to 3 (B2)
 */
public record EstimateRequest(
        YearMonth month,
        Groupware groupware,
        Standalone standalone,
        Long seatPrice,
        Long term,
        Boolean autoDebit,
        Boolean overdue,
        List<Domain> domains,
        Sms sms) {
    static final long MAX_QUANTITY = 1_000_000;
    static final long MAX_SENT = 1_000_000_000;
    static final long MAX_SEAT_PRICE = 100_000_000;

    private static final int MAX_ENTRIES = 1_000;
    private static final int MIN_YEAR = 2000;
    private static final int MAX_YEAR = 2100;

    /** Registered seats in the month; {@code from} and {@code to} are given when it starts or ends inside the month. */
    public record Groupware(
            Long seats, List<SeatChange> additions, List<SeatChange> reductions, LocalDate from, LocalDate to) {}

    /** So many seats more or fewer from {@code date} on. */
    public record SeatChange(LocalDate date, Long seats) {}

    /** Accounts per product charged per account (B7). */
    public record Standalone(Long hr, Long sales, Long inventory) {}

    /** An extra domain; {@code removedOn} is its last day (B4). */
    public record Domain(LocalDate addedOn, LocalDate removedOn) {}

    /** Messages that count (B5). */
    public record Sms(Long sent) {}

    /**
     * The same question for {@link kr.dure.billing.internal.pricing.Pricing}.
     *
     * @throws Invalid naming every field at fault
     */
    PriceQuestion toQuestion() {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                month != null && month.getYear() >= MIN_YEAR && month.getYear() <= MAX_YEAR,
                "month",
                "month에는 이용한 달이 필요합니다. 예: 2026-06",
                "month must be the usage month, e.g. 2026-06.");
        checks.done();
        range(checks, seatPrice, "seatPrice", MAX_SEAT_PRICE);
        range(checks, term, "term", PricePolicy.MAX_TERM);
        List<Accounts> accounts = accounts(checks);
        List<Days> domainDays = domainDays(checks);
        long sent = sms == null ? 0 : range(checks, sms.sent(), "sms.sent", MAX_SENT);
        List<Seats> seats = groupware == null ? List.of() : seats(checks);
        checks.done();
        return PriceQuestion.of(
                month,
                seats,
                accounts,
                domainDays,
                sent == 0 ? Map.of() : Map.of(PricePolicy.SMS, sent),
                term == null ? 0 : term.intValue(),
                Boolean.TRUE.equals(autoDebit),
                Boolean.TRUE.equals(overdue));
    }

    private List<Accounts> accounts(Invalid.Checks checks) {
        if (standalone == null) {
            return List.of();
        }
        Days whole = Days.of(month);
        return List.of(
                new Accounts("hr", range(checks, standalone.hr(), "standalone.hr", MAX_QUANTITY), whole),
                new Accounts("sales", range(checks, standalone.sales(), "standalone.sales", MAX_QUANTITY), whole),
                new Accounts(
                        "inventory",
                        range(checks, standalone.inventory(), "standalone.inventory", MAX_QUANTITY),
                        whole));
    }

    /** Domains that are not there in the month cost nothing in it. */
    private List<Days> domainDays(Invalid.Checks checks) {
        List<Days> days = new ArrayList<>();
        List<Domain> given = entries(checks, domains, "domains");
        for (int i = 0; i < given.size(); i++) {
            Domain domain = given.get(i);
            String field = "domains[" + i + "]";
            if (!present(checks, domain, field) || !present(checks, domain.addedOn(), field + ".addedOn")) {
                continue;
            }
            if (checks.check(
                    domain.removedOn() == null || !domain.removedOn().isBefore(domain.addedOn()),
                    field + ".removedOn",
                    "도메인을 없앤 날은 추가한 날보다 앞설 수 없습니다.",
                    "A domain cannot be removed before it was added.")) {
                Optional<Days> inside = Days.inside(month, domain.addedOn(), domain.removedOn());
                inside.ifPresent(days::add);
            }
        }
        return days;
    }

    private List<Seats> seats(Invalid.Checks checks) {
        present(checks, groupware.seats(), "groupware.seats");
        long registered = range(checks, groupware.seats(), "groupware.seats", MAX_QUANTITY);
        LocalDate from = groupware.from() == null ? month.atDay(1) : groupware.from();
        LocalDate to = groupware.to() == null ? month.atEndOfMonth() : groupware.to();
        Days whole = Days.of(month);
        boolean begins = insideMonth(checks, whole, from, "groupware.from");
        boolean ends = insideMonth(checks, whole, to, "groupware.to");
        if (!begins
                || !ends
                || !checks.check(
                        !to.isBefore(from),
                        "groupware.to",
                        "마지막 날은 첫날보다 앞설 수 없습니다.",
                        "The last day cannot be before the first.")) {
            return List.of();
        }
        Days days = new Days(from, to);
        List<Change> additions = changes(checks, days, groupware.additions(), "groupware.additions");
        List<Change> reductions = changes(checks, days, groupware.reductions(), "groupware.reductions");
        checks.done();
        checks.check(
                registered + additions.stream().mapToLong(Change::seats).sum() <= MAX_QUANTITY,
                "groupware.additions",
                "좌석은 모두 " + MAX_QUANTITY + "개까지입니다.",
                "There can be " + MAX_QUANTITY + " seats at most.");
        neverBelowZero(checks, registered, additions, reductions);
        return List.of(new Seats(days, registered, additions, reductions));
    }

    private static List<Change> changes(Invalid.Checks checks, Days days, List<SeatChange> given, String list) {
        List<Change> changes = new ArrayList<>();
        List<SeatChange> entries = entries(checks, given, list);
        for (int i = 0; i < entries.size(); i++) {
            SeatChange change = entries.get(i);
            String field = list + "[" + i + "]";
            if (!present(checks, change, field)) {
                continue;
            }
            present(checks, change.seats(), field + ".seats");
            long seats = range(checks, change.seats(), field + ".seats", MAX_QUANTITY);
            if (checks.check(
                    change.date() != null && days.contains(change.date()),
                    field + ".date",
                    "날짜는 " + days.first() + "부터 " + days.last() + "까지여야 합니다.",
                    "The date must be from " + days.first() + " to " + days.last() + ".")) {
                changes.add(new Change(change.date(), seats));
            }
        }
        return changes;
    }

    private static void neverBelowZero(
            Invalid.Checks checks, long registered, List<Change> additions, List<Change> reductions) {
        NavigableMap<LocalDate, Long> seats = new TreeMap<>();
        additions.forEach(change -> seats.merge(change.date(), change.seats(), Long::sum));
        reductions.forEach(change -> seats.merge(change.date(), -change.seats(), Long::sum));
        Set<LocalDate> overdrawn = new HashSet<>();
        long left = registered;
        for (Map.Entry<LocalDate, Long> day : seats.entrySet()) {
            left += day.getValue();
            if (left < 0) {
                overdrawn.add(day.getKey());
            }
        }
        for (int i = 0; i < reductions.size(); i++) {
            checks.check(
                    !overdrawn.contains(reductions.get(i).date()),
                    "groupware.reductions[" + i + "].seats",
                    "줄일 수 있는 좌석보다 많습니다.",
                    "There are not so many seats to take away.");
        }
    }

    private static boolean insideMonth(Invalid.Checks checks, Days whole, LocalDate date, String field) {
        return checks.check(whole.contains(date), field, "날짜는 이용한 달 안이어야 합니다.", "The date must lie inside the month.");
    }

    private static boolean present(Invalid.Checks checks, Object value, String field) {
        return checks.check(value != null, field, field + " 값이 필요합니다.", field + " is required.");
    }

    private static <T> List<T> entries(Invalid.Checks checks, List<T> given, String field) {
        if (given == null) {
            return List.of();
        }
        boolean few = checks.check(
                given.size() <= MAX_ENTRIES,
                field,
                field + "에는 " + MAX_ENTRIES + "개까지 넣을 수 있습니다.",
                field + " can have " + MAX_ENTRIES + " entries at most.");
        return few ? given : List.of();
    }

    private static long range(Invalid.Checks checks, Long value, String field, long max) {
        if (value == null) {
            return 0;
        }
        boolean inside = checks.check(
                value >= 0 && value <= max,
                field,
                field + " 값은 0부터 " + max + "까지입니다.",
                field + " must be from 0 to " + max + ".");
        return inside ? value : 0;
    }
}
