package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened in a month, as facts for {@link Pricing}. Pure, so that preview, estimate and invoice agree. */
final class MonthFacts {
    private static final Set<String> ACCOUNT_PRODUCTS = Set.of("hr", "sales", "inventory");

    private MonthFacts() {}

    /**
     * @param seats the whole ledger of registered seats
     * @param entitlements everything that is or was on
     * @param smsSent accepted messages of the month
     */
    static Pricing.Facts of(
            YearMonth month,
            List<SeatChange> seats,
            List<Entitlement> entitlements,
            long smsSent,
            long seatPrice,
            int term,
            boolean discountAutoDebit) {
        Optional<Span> groupware = span(month, entitlements, "groupware");
        List<Pricing.AccountUse> accounts = new ArrayList<>();
        boolean sms = smsSent > 0;
        for (Entitlement entitlement : entitlements) {
            Optional<Span> used = span(month, List.of(entitlement), entitlement.product());
            if (used.isPresent() && ACCOUNT_PRODUCTS.contains(entitlement.product())) {
                accounts.add(new Pricing.AccountUse(
                        entitlement.product(), entitlement.quantity(), used.get().from(), used.get().to()));
            }
            sms = sms || used.isPresent() && entitlement.product().equals("sms");
        }
        return new Pricing.Facts(
                month,
                groupware.map(span -> seats(span, seats)).orElse(null),
                accounts,
                seatPrice,
                term,
                discountAutoDebit,
                List.of(),
                sms ? smsSent : null);
    }

    private record Span(LocalDate from, LocalDate to) {}

    /** First and last day of the month on which the product was on, both charged. */
    private static Optional<Span> span(YearMonth month, List<Entitlement> entitlements, String product) {
        LocalDate from = null;
        LocalDate to = null;
        for (Entitlement entitlement : entitlements) {
            LocalDate start = Pricing.max(Seoul.date(entitlement.startedAt()), month.atDay(1));
            LocalDate end = entitlement.open()
                    ? month.atEndOfMonth()
                    : Pricing.min(Seoul.date(entitlement.endedAt()), month.atEndOfMonth());
            if (entitlement.product().equals(product) && !end.isBefore(start)) {
                from = from == null ? start : Pricing.min(from, start);
                to = to == null ? end : Pricing.max(to, end);
            }
        }
        return from == null ? Optional.empty() : Optional.of(new Span(from, to));
    }

    private static Pricing.Seats seats(Span span, List<SeatChange> ledger) {
        long registered = 0;
        SortedMap<LocalDate, Long> additions = new TreeMap<>();
        SortedMap<LocalDate, Long> reductions = new TreeMap<>();
        for (SeatChange change : ledger) {
            boolean before = change.on().isBefore(span.from())
                    || change.kind() == SeatChange.Kind.SIGN_UP && change.on().equals(span.from());
            if (before) {
                registered += change.delta();
            } else if (!change.on().isAfter(span.to())) {
                (change.delta() > 0 ? additions : reductions)
                        .merge(change.on(), (long) Math.abs(change.delta()), Long::sum);
            }
        }
        return new Pricing.Seats(registered, additions, reductions, span.from(), span.to());
    }
}
