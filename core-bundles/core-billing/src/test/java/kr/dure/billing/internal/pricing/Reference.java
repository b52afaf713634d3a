package kr.dure.billing.internal.pricing;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.dure.billing.internal.pricing.History.Hold;
import kr.dure.billing.internal.pricing.History.LateUse;
import kr.dure.billing.internal.pricing.History.OnOff;
import kr.dure.billing.internal.pricing.History.SeatEvent;
import kr.dure.billing.internal.pricing.History.Term;
import kr.dure.billing.internal.pricing.History.Use;

/**
 * The rules B1 to B8 once more: day by day, seat by seat, in unlimited whole numbers, slow, and with nothing of the
 * implementation in it. Every line reads {@code code quantity x price, days of days = amount}.
 */
public final class Reference {
    private static final List<String> FREE_WITH_GROUPWARE = List.of("hr", "sales", "inventory");

    private final History history;
    private final YearMonth month;
    private final int ofDays;
    private final List<String> lines = new ArrayList<>();
    private BigInteger sum = BigInteger.ZERO;

    public Reference(History history) {
        this.history = history;
        this.month = history.month();
        this.ofDays = month.lengthOfMonth();
    }

    /** One person's seat, from its first day to its last; {@code last} is null while it is there. */
    private static final class Seat {
        private final LocalDate first;
        private LocalDate last;

        Seat(LocalDate first) {
            this.first = first;
        }

        boolean on(LocalDate day) {
            return !day.isBefore(first) && (last == null || !day.isAfter(last));
        }
    }

    /** The lines, then supply, VAT and total. */
    public List<String> answer() {
        Map<String, BigInteger> fees = seats();
        discounts(fees);
        prepaid(fees);
        domains();
        uses();
        accounts();
        returns();
        late();
        if (history.autoDebit() && !history.overdue() && !lines.isEmpty()) {
            BigInteger discount = percent(sum, 1);
            line("auto-debit-discount", 1, discount, ofDays, discount.negate());
        }
        BigInteger supply = sum;
        BigInteger vat = percent(supply, 10);
        BigInteger fee = percent(BigInteger.valueOf(history.unpaid()), 2);
        if (history.unpaid() > 0) {
            line("late-fee", 1, fee, ofDays, fee);
        }
        lines.add(
                "supply " + supply + " vat " + vat + " total " + supply.add(vat).add(fee));
        return lines;
    }

    // ---- days ------------------------------------------------------------------------------------------------------

    private List<LocalDate> days() {
        List<LocalDate> days = new ArrayList<>();
        for (int day = 1; day <= ofDays; day++) {
            days.add(month.atDay(day));
        }
        return days;
    }

    /** Whether the product is on at some minute of the day. */
    private boolean on(String product, LocalDate day) {
        for (OnOff one : history.products()) {
            if (one.product().equals(product)
                    && !day.isBefore(one.first())
                    && (one.last() == null || !day.isAfter(one.last()))) {
                return true;
            }
        }
        return false;
    }

    private String termOn(LocalDate day) {
        for (Term term : history.terms()) {
            if (!day.isBefore(term.first()) && !day.isAfter(term.last())) {
                return term.id();
            }
        }
        return null;
    }

    private Term term(String id) {
        for (Term term : history.terms()) {
            if (term.id().equals(id)) {
                return term;
            }
        }
        throw new AssertionError(id);
    }

    /** Days in a row on which groupware is on and one contract, or none, is in force. */
    private List<List<LocalDate>> pieces() {
        List<List<LocalDate>> pieces = new ArrayList<>();
        LocalDate before = null;
        for (LocalDate day : days()) {
            if (!on("groupware", day)) {
                before = null;
                continue;
            }
            if (before == null || !same(termOn(before), termOn(day))) {
                pieces.add(new ArrayList<>());
            }
            pieces.get(pieces.size() - 1).add(day);
            before = day;
        }
        return pieces;
    }

    private static boolean same(Object one, Object other) {
        return one == null ? other == null : one.equals(other);
    }

    // ---- B1 --------------------------------------------------------------------------------------------------------

    /** @return what the seats cost under each contract */
    private Map<String, BigInteger> seats() {
        List<List<LocalDate>> pieces = pieces();
        List<BigInteger> charged = new ArrayList<>();
        for (List<LocalDate> piece : pieces) {
            long registered = 0;
            for (SeatEvent event : history.seats()) {
                boolean before = event.day().isBefore(piece.get(0));
                boolean signUp = event.signUp() && event.day().equals(piece.get(0));
                registered += before || signUp ? event.delta() : 0;
            }
            charged.add(charge("seat", registered, "groupware", piece.size()));
        }
        for (int i = 0; i < pieces.size(); i++) {
            for (LocalDate day : pieces.get(i)) {
                long more = changes(day, true);
                if (more > 0) {
                    int left = pieces.get(i).size() - pieces.get(i).indexOf(day);
                    charged.set(i, charged.get(i).add(charge("seat-addition", more, "groupware", left)));
                }
            }
        }
        for (int i = 0; i < pieces.size(); i++) {
            for (LocalDate day : pieces.get(i)) {
                long fewer = changes(day, false);
                if (fewer > 0) {
                    int left = pieces.get(i).size() - pieces.get(i).indexOf(day);
                    BigInteger credit =
                            dayByDay(fewer, price("groupware"), left).min(charged.get(i));
                    line("seat-reduction", fewer, price("groupware"), left, credit.negate());
                    charged.set(i, charged.get(i).subtract(credit));
                }
            }
        }
        Map<String, BigInteger> fees = new LinkedHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            String term = termOn(pieces.get(i).get(0));
            if (term != null) {
                fees.merge(term, charged.get(i), BigInteger::add);
            }
        }
        return fees;
    }

    /** How many seats more, or fewer, on a day that a piece has, the number signed up with apart. */
    private long changes(LocalDate day, boolean more) {
        long seats = 0;
        for (SeatEvent event : history.seats()) {
            if (event.day().equals(day) && !event.signUp() && event.delta() > 0 == more) {
                seats += Math.abs(event.delta());
            }
        }
        return seats;
    }

    // ---- B2, B8 ----------------------------------------------------------------------------------------------------

    private void discounts(Map<String, BigInteger> fees) {
        for (String id : List.copyOf(fees.keySet())) {
            BigInteger discount = percent(fees.get(id), 5 * term(id).years());
            line("term-discount", 1, discount, ofDays, discount.negate());
            fees.put(id, fees.get(id).subtract(discount));
            discounted.put(id, discount);
        }
    }

    private final Map<String, BigInteger> discounted = new LinkedHashMap<>();

    private void prepaid(Map<String, BigInteger> fees) {
        for (Term term : history.terms()) {
            BigInteger paid = BigInteger.valueOf(term.prepayment());
            if (paid.signum() > 0) {
                line("prepaid", 1, paid, ofDays, paid);
            }
            BigInteger used =
                    paid.add(BigInteger.valueOf(term.balance())).min(fees.getOrDefault(term.id(), BigInteger.ZERO));
            if (used.signum() > 0) {
                line("prepaid", 1, used, ofDays, used.negate());
            }
        }
    }

    private void returns() {
        for (Term term : history.terms()) {
            if (term.broken()) {
                BigInteger back =
                        BigInteger.valueOf(term.received()).add(discounted.getOrDefault(term.id(), BigInteger.ZERO));
                line("term-return", 1, back, ofDays, back);
            }
        }
    }

    // ---- B4, B5 ----------------------------------------------------------------------------------------------------

    private void domains() {
        TreeMap<Integer, Long> byLength = new TreeMap<>(Comparator.reverseOrder());
        TreeSet<String> keys = new TreeSet<>();
        history.domains().forEach(hold -> keys.add(hold.key()));
        for (String key : keys) {
            int length = 0;
            for (LocalDate day : days()) {
                if (!held(key, day, day)) {
                    continue;
                }
                length++;
                if (day.equals(month.atEndOfMonth()) || !held(key, day, day.plusDays(1))) {
                    byLength.merge(length, 1L, Long::sum);
                    length = 0;
                }
            }
        }
        byLength.forEach((length, count) -> charge("domain", count, "multidomain", length));
    }

    /** Whether one holding is there on both days. */
    private boolean held(String key, LocalDate one, LocalDate other) {
        for (Hold hold : history.domains()) {
            if (hold.key().equals(key)
                    && !one.isBefore(hold.first())
                    && (hold.last() == null || !other.isAfter(hold.last()))) {
                return true;
            }
        }
        return false;
    }

    private void uses() {
        TreeMap<String, Long> counted = new TreeMap<>();
        for (Use use : history.uses()) {
            if (YearMonth.from(use.day()).equals(month)) {
                counted.merge(use.meter(), use.quantity(), Long::sum);
            }
        }
        counted.forEach((meter, quantity) -> line(
                meter.equals("sms.lms") ? "sms" : meter,
                quantity,
                price(meter),
                ofDays,
                price(meter).multiply(BigInteger.valueOf(quantity))));
    }

    private void late() {
        List<LateUse> late = new ArrayList<>(history.late());
        late.sort(Comparator.comparing(LateUse::month).thenComparing(LateUse::meter));
        for (LateUse use : late) {
            BigInteger price = BigInteger.valueOf(use.price());
            line("adjustment", use.quantity(), price, ofDays, price.multiply(BigInteger.valueOf(use.quantity())));
        }
    }

    // ---- B7 --------------------------------------------------------------------------------------------------------

    private void accounts() {
        List<Seat> seats = lives();
        for (String product : FREE_WITH_GROUPWARE) {
            TreeMap<Integer, Long> byDays = new TreeMap<>(Comparator.reverseOrder());
            for (List<LocalDate> stretch : stretches(product)) {
                for (Seat seat : seats) {
                    int there = 0;
                    int charged = 0;
                    for (LocalDate day : stretch) {
                        if (YearMonth.from(day).equals(month) && seat.on(day)) {
                            there++;
                            charged += on("groupware", day) ? 0 : 1;
                        }
                    }
                    if (there > 0) {
                        byDays.merge(charged, 1L, Long::sum);
                    }
                }
            }
            byDays.forEach((days, count) -> charge(product, count, product, days));
        }
    }

    /** Each seat's life: who came last goes first, and who goes has yesterday as the last day. */
    private List<Seat> lives() {
        TreeMap<LocalDate, Long> byDay = new TreeMap<>();
        for (SeatEvent event : history.seats()) {
            byDay.merge(event.day(), event.delta(), Long::sum);
        }
        List<Seat> all = new ArrayList<>();
        List<Seat> there = new ArrayList<>();
        byDay.forEach((day, delta) -> {
            for (long i = 0; i < delta; i++) {
                Seat seat = new Seat(day);
                all.add(seat);
                there.add(seat);
            }
            for (long i = 0; i > delta; i--) {
                there.remove(there.size() - 1).last = day.minusDays(1);
            }
        });
        return all;
    }

    /** Days in a row on which the product is on, also before and after the month. */
    private List<List<LocalDate>> stretches(String product) {
        List<List<LocalDate>> stretches = new ArrayList<>();
        boolean before = false;
        for (LocalDate day = month.atDay(1).minusDays(120); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            boolean now = on(product, day);
            if (now && !before) {
                stretches.add(new ArrayList<>());
            }
            if (now) {
                stretches.get(stretches.size() - 1).add(day);
            }
            before = now;
        }
        return stretches;
    }

    // ---- won -------------------------------------------------------------------------------------------------------

    private BigInteger price(String of) {
        return BigInteger.valueOf(history.prices().get(of));
    }

    /** Each day costs a part of a month; whole won of all of them together. */
    private BigInteger dayByDay(long quantity, BigInteger price, int days) {
        BigInteger parts = BigInteger.ZERO;
        for (int day = 0; day < days; day++) {
            parts = parts.add(price.multiply(BigInteger.valueOf(quantity)));
        }
        return parts.divide(BigInteger.valueOf(ofDays));
    }

    private static BigInteger percent(BigInteger won, int percent) {
        return won.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
    }

    private BigInteger charge(String code, long quantity, String priced, int days) {
        BigInteger amount = dayByDay(quantity, price(priced), days);
        line(code, quantity, price(priced), days, amount);
        return amount;
    }

    private void line(String code, long quantity, BigInteger price, int days, BigInteger amount) {
        sum = sum.add(code.equals("late-fee") ? BigInteger.ZERO : amount);
        lines.add(code + " " + quantity + " x " + price + ", " + days + " of " + ofDays + " = " + amount);
    }
}
