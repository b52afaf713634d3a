package kr.dure.billing.internal.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Contract;
import kr.dure.billing.internal.pricing.PriceQuestion.Late;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;

/**
 * Turns what happened to a tenant (its seat ledger, its entitlements, its extra domains) into the price question of one
 * month. Pure.
 *
 * <p>Each further registered seat is also one further account of every product charged per account, because an account
 * may use all that its company has.
 */
public final class MonthLedger {
    private final YearMonth month;
    private final List<SeatChange> changes;
    private final List<Entitled> entitled;
    private final List<Held> domains;
    private final Set<String> perAccount;

    /**
     * @param month the usage month
     * @param changes all of the tenant's seat changes, in any order
     * @param entitled all of the tenant's entitlements, in any order
     * @param domains the tenant's extra domains, at least all that it had in the month, in any order
     * @param perAccount the products charged per account
     */
    public MonthLedger(
            YearMonth month,
            List<SeatChange> changes,
            List<Entitled> entitled,
            List<Held> domains,
            Set<String> perAccount) {
        this.month = month;
        this.changes = changes.stream()
                .sorted(Comparator.comparing(SeatChange::on).thenComparing(SeatChange::recordedAt))
                .toList();
        this.entitled = List.copyOf(entitled);
        this.domains = List.copyOf(domains);
        this.perAccount = Set.copyOf(perAccount);
    }

    /**
     * The question of a month under one contract. What still runs is taken to run to the month's end.
     *
     * @param uses metered uses by product
     * @param term contract years, 0 to 3
     */
    public PriceQuestion question(Map<String, Long> uses, int term, boolean autoDebit) {
        List<Agreed> contracts =
                term == 0 ? List.of() : List.of(new Agreed(Contract.of(PriceQuestion.ASKED, term), null, null));
        return question(uses, contracts, List.of(), autoDebit, false, 0);
    }

    /**
     * The question of the month. What still runs is taken to run to the month's end.
     *
     * @param uses metered uses by product
     * @param contracts all that touch the month, without overlap, in any order
     * @param late uses of earlier months that are not charged yet
     */
    public PriceQuestion question(
            Map<String, Long> uses,
            List<Agreed> contracts,
            List<Late> late,
            boolean autoDebit,
            boolean overdue,
            long lateFeeBase) {
        List<Accounts> accounts = new ArrayList<>();
        for (String product : new TreeSet<>(perAccount)) {
            if (!product.equals(PricePolicy.GROUPWARE)) {
                stretches(product).forEach(stretch -> accounts.addAll(accounts(product, stretch)));
            }
        }
        List<Seats> seats = stretches(PricePolicy.GROUPWARE).stream()
                .flatMap(stretch -> Days.inside(month, stretch.first(), stretch.last()).stream())
                .flatMap(days -> seats(days, contracts).stream())
                .toList();
        return new PriceQuestion(
                month,
                seats,
                contracts.stream()
                        .sorted(Comparator.comparing(Agreed::first, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .map(Agreed::contract)
                        .toList(),
                accounts,
                Held.days(month, domains),
                uses,
                late,
                autoDebit,
                overdue,
                lateFeeBase);
    }

    /** The stretch in pieces, each under one contract or none. */
    private List<Seats> seats(Days days, List<Agreed> contracts) {
        TreeSet<LocalDate> starts = new TreeSet<>(Set.of(days.first()));
        for (Agreed agreed : contracts) {
            Stream.of(
                            agreed.first(),
                            agreed.last() == null ? null : agreed.last().plusDays(1))
                    .filter(start -> start != null && days.contains(start))
                    .forEach(starts::add);
        }
        return starts.stream()
                .map(start -> {
                    LocalDate next = starts.higher(start);
                    String contract = contracts.stream()
                            .filter(agreed -> agreed.covers(start))
                            .map(agreed -> agreed.contract().id())
                            .findFirst()
                            .orElse(null);
                    return seats(new Days(start, next == null ? days.last() : next.minusDays(1)))
                            .under(contract);
                })
                .toList();
    }

    private Seats seats(Days days) {
        Predicate<SeatChange> before = change -> change.on().isBefore(days.first())
                || change.signUp() && change.on().equals(days.first());
        List<SeatChange> during = changes.stream()
                .filter(before.negate())
                .filter(change -> days.contains(change.on()))
                .toList();
        return new Seats(
                days,
                changes.stream().filter(before).mapToLong(SeatChange::delta).sum(),
                during.stream()
                        .filter(change -> change.delta() > 0)
                        .map(change -> new Change(change.on(), change.delta()))
                        .toList(),
                during.stream()
                        .filter(change -> change.delta() < 0)
                        .map(change -> new Change(change.on(), -change.delta()))
                        .toList());
    }

    /** The accounts as runs of days, such that a reduction ends the youngest accounts first. */
    private List<Accounts> accounts(String product, Stretch stretch) {
        List<Accounts> runs = new ArrayList<>();
        Deque<Change> open = new ArrayDeque<>();
        open.push(new Change(stretch.first(), stretch.quantity()));
        // Of each day only the difference counts: in which order people came and went on it does not matter.
        TreeMap<LocalDate, Long> byDay = new TreeMap<>();
        changes.stream()
                .filter(stretch::sees)
                .forEach(change -> byDay.merge(change.on(), change.delta(), Math::addExact));
        byDay.forEach((day, delta) -> {
            if (delta > 0) {
                open.push(new Change(day, delta));
            }
            for (long left = -delta; left > 0 && !open.isEmpty(); ) {
                Change youngest = open.pop();
                long ended = Math.min(left, youngest.seats());
                run(runs, product, ended, youngest.date(), day.minusDays(1));
                if (ended < youngest.seats()) {
                    open.push(new Change(youngest.date(), youngest.seats() - ended));
                }
                left -= ended;
            }
        });
        open.descendingIterator()
                .forEachRemaining(still -> run(runs, product, still.seats(), still.date(), stretch.last()));
        return runs;
    }

    private void run(List<Accounts> runs, String product, long quantity, LocalDate first, LocalDate last) {
        if (quantity > 0 && (last == null || !last.isBefore(first))) {
            Days.inside(month, first, last).ifPresent(days -> runs.add(new Accounts(product, quantity, days)));
        }
    }

    /** The days on which a product is on. Off and on again on one day, or the next, is one stretch: no day twice. */
    private List<Stretch> stretches(String product) {
        List<Stretch> stretches = new ArrayList<>();
        entitled.stream()
                .filter(e -> e.product().equals(product))
                .sorted(Comparator.comparing(Entitled::startedAt))
                .map(Stretch::of)
                .forEach(next -> {
                    Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
                    if (last != null && last.reaches(next)) {
                        stretches.set(stretches.size() - 1, last.until(next.last()));
                    } else {
                        stretches.add(next);
                    }
                });
        return stretches;
    }

    /**
     * A change of the registered seats.
     *
     * @param on the day it takes effect (Asia/Seoul)
     * @param delta how many more, or fewer
     * @param signUp whether it is the number the company signed up with
     * @param recordedAt when it was written down
     */
    public record SeatChange(LocalDate on, long delta, boolean signUp, Instant recordedAt) {}

    /**
     * A contract and when it is in force.
     *
     * @param contract as the month meets it
     * @param first its first day, or null for "since ever"
     * @param last its last day, or null for "until further notice"
     */
    public record Agreed(Contract contract, LocalDate first, LocalDate last) {
        boolean covers(LocalDate day) {
            return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
        }
    }

    /**
     * A product that was or is on.
     *
     * @param product the product's id
     * @param quantity accounts when it was switched on; 0 for what is not charged per account
     * @param startedAt when it was switched on
     * @param endedAt when it was switched off, or null
     */
    public record Entitled(String product, long quantity, Instant startedAt, Instant endedAt) {}

    /**
     * A thing charged by the day.
     *
     * @param key the same key is the same thing
     * @param first its first day
     * @param last its last day, charged too, or null
     */
    public record Held(String key, LocalDate first, LocalDate last) {
        /**
         * The days of {@code month} on which each thing is there, in order. One that was given back and taken again on
         * the same day has that day once.
         */
        public static List<Days> days(YearMonth month, List<Held> held) {
            Map<String, List<Held>> byKey =
                    held.stream().collect(Collectors.groupingBy(Held::key, TreeMap::new, Collectors.toList()));
            return byKey.values().stream()
                    .flatMap(same -> joined(month, same).stream())
                    .sorted(Comparator.comparing(Days::first).thenComparing(Days::last))
                    .toList();
        }

        private static List<Days> joined(YearMonth month, List<Held> same) {
            List<Days> joined = new ArrayList<>();
            same.stream()
                    .flatMap(held -> Days.inside(month, held.first(), held.last()).stream())
                    .sorted(Comparator.comparing(Days::first))
                    .forEach(next -> {
                        Days before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                        if (before == null || next.first().isAfter(before.last())) {
                            joined.add(next);
                        } else if (next.last().isAfter(before.last())) {
                            joined.set(joined.size() - 1, new Days(before.first(), next.last()));
                        }
                    });
            return joined;
        }
    }

    /** Days in a row on which a product is on; {@code last} is null while it runs. */
    private record Stretch(LocalDate first, LocalDate last, long quantity, Instant startedAt) {
        static Stretch of(Entitled entitled) {
            return new Stretch(
                    day(entitled.startedAt()),
                    entitled.endedAt() == null ? null : day(entitled.endedAt()),
                    entitled.quantity(),
                    entitled.startedAt());
        }

        private static LocalDate day(Instant instant) {
            return LocalDate.ofInstant(instant, PricePolicy.ZONE);
        }

        boolean reaches(Stretch next) {
            return last == null || !next.first.isAfter(last.plusDays(1));
        }

        Stretch until(LocalDate end) {
            boolean longer = last != null && (end == null || end.isAfter(last));
            return longer ? new Stretch(first, end, quantity, startedAt) : this;
        }

        /** Whether {@code change} came after the product was switched on, and not after the day it was switched off. */
        boolean sees(SeatChange change) {
            boolean after = change.on().isAfter(first)
                    || change.on().equals(first) && change.recordedAt().isAfter(startedAt);
            return after && (last == null || !change.on().isAfter(last));
        }
    }
}
