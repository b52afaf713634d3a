package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement.Kind;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Contract;
import kr.dure.billing.internal.pricing.PriceQuestion.Late;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;
import kr.dure.product.Text;

/**
 * The price rules B1 to B8 and B10 as one pure function; estimates, previews and invoices all come from here.
 *
 * <p>Order: lines (each floored after multiplying the summed quantity), term discount, what is paid ahead, the other
 * lines, sum, auto-debit discount, supply, VAT, late fee, total.
 */
public final class Pricing {
    /** B7's products in the order of the price list, then others by id. */
    private static final Comparator<String> PRODUCT_ORDER = Comparator.<String>comparingInt(product -> {
                int place = PricePolicy.FREE_WITH_GROUPWARE.indexOf(product);
                return place < 0 ? Integer.MAX_VALUE : place;
            })
            .thenComparing(Comparator.naturalOrder());

    private final PriceQuestion question;
    private final Rates rates;
    private final Rounding rounding;
    private final int ofDays;
    private final List<Line> lines = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();

    /** The base fee by contract: what the seats under it cost, less its discount; in the order of its first day. */
    private final Map<String, Long> baseFees = new LinkedHashMap<>();

    private Pricing(PriceQuestion question, Rates rates) {
        this.question = question;
        this.rates = rates;
        this.rounding = rates.rounding();
        this.ofDays = question.month().lengthOfMonth();
    }

    /**
     * What the month costs.
     *
     * @throws ArithmeticException when the numbers are too large for won in 63 bits
     */
    public static PriceAnswer answer(PriceQuestion question, Rates rates) {
        return new Pricing(question, rates).answer();
    }

    /** What {@code seats} cost for a whole term of {@code term} years, 1 to 3, less its discount: won before VAT. */
    public static long termFee(int term, long seats, Rates rates) {
        long fee = Math.multiplyExact(Math.multiplyExact(seats, rates.of(PricePolicy.GROUPWARE)), 12L * term);
        long discount = rates.rounding().divide(Math.multiplyExact(fee, rates.termPercent(term)), 100);
        return fee - discount;
    }

    private PriceAnswer answer() {
        seats();
        termDiscounts();
        paidAhead();
        domains();
        uses();
        accounts();
        termReturns();
        late();
        autoDebitDiscount();
        long supply = sum();
        long vat = PricePolicy.vat(supply);
        long lateFee = lateFee();
        return new PriceAnswer(
                question.month(),
                lines,
                supply,
                vat,
                lateFee,
                Math.addExact(Math.addExact(supply, vat), lateFee),
                movements);
    }

    private void seats() {
        if (question.groupware().isEmpty()) {
            return;
        }
        long[] charged = new long[question.groupware().size()];
        for (int i = 0; i < charged.length; i++) {
            Seats stretch = question.groupware().get(i);
            charged[i] = chargeSeats(
                    "seat", LineTexts.SEAT, stretch.seats(), stretch.days().count());
        }
        for (int i = 0; i < charged.length; i++) {
            Seats stretch = question.groupware().get(i);
            for (Map.Entry<LocalDate, Long> change : byDate(stretch.additions()).entrySet()) {
                charged[i] = Math.addExact(
                        charged[i],
                        chargeSeats(
                                "seat-addition",
                                LineTexts.addition(change.getKey()),
                                change.getValue(),
                                stretch.days().countFrom(change.getKey())));
            }
        }
        for (int i = 0; i < charged.length; i++) {
            Seats stretch = question.groupware().get(i);
            for (Map.Entry<LocalDate, Long> change :
                    byDate(stretch.reductions()).entrySet()) {
                charged[i] -= credit(
                        LineTexts.reduction(change.getKey()),
                        change.getValue(),
                        stretch.days().countFrom(change.getKey()),
                        charged[i]);
            }
        }
        for (int i = 0; i < charged.length; i++) {
            String contract = question.groupware().get(i).contract();
            if (contract != null) {
                baseFees.merge(contract, charged[i], Math::addExact);
            }
        }
    }

    private long chargeSeats(String code, Text description, long quantity, int days) {
        return charge(code, description, PricePolicy.GROUPWARE, quantity, days, "B1");
    }

    private static NavigableMap<LocalDate, Long> byDate(List<Change> changes) {
        NavigableMap<LocalDate, Long> seats = new TreeMap<>();
        for (Change change : changes) {
            if (change.seats() > 0) {
                seats.merge(change.date(), change.seats(), Math::addExact);
            }
        }
        return seats;
    }

    /** B2: of the seat lines under each contract only. */
    private void termDiscounts() {
        for (Map.Entry<String, Long> fee : baseFees.entrySet()) {
            Contract contract = contract(fee.getKey());
            int percent = rates.termPercent(contract.term());
            long amount = percent(fee.getValue(), percent);
            subtract(
                    "term-discount",
                    LineTexts.termDiscount(contract.term(), percent),
                    amount,
                    "B2",
                    Policy.termDiscount(contract.term()),
                    LineTexts.percentOf(fee.getValue(), percent));
            move(contract, Kind.DISCOUNT, amount);
            fee.setValue(fee.getValue() - amount);
        }
    }

    /** B8: what was paid for the term pays the base fee for as long as it lasts. */
    private void paidAhead() {
        for (Contract contract : question.contracts()) {
            if (contract.prepayment() > 0) {
                add(
                        "prepaid",
                        LineTexts.prepayment(contract.term()),
                        contract.prepayment(),
                        "B8",
                        LineTexts.PREPAYMENT);
                move(contract, Kind.PREPAYMENT, contract.prepayment());
            }
            long balance = Math.addExact(contract.balance(), contract.prepayment());
            long draw = Math.min(balance, baseFees.getOrDefault(contract.id(), 0L));
            if (draw > 0) {
                subtract("prepaid", LineTexts.DRAW, draw, "B8", null, LineTexts.draw(balance, draw));
                move(contract, Kind.DRAW, draw);
            }
        }
    }

    private Contract contract(String id) {
        return question.contracts().stream()
                .filter(contract -> contract.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Seats under contract " + id + ", which is unknown."));
    }

    private void domains() {
        NavigableMap<Integer, Long> byDays = longestFirst();
        question.domains().forEach(days -> byDays.merge(days.count(), 1L, Math::addExact));
        byDays.forEach(
                (days, quantity) -> charge("domain", LineTexts.DOMAIN, PricePolicy.MULTIDOMAIN, quantity, days, "B4"));
    }

    private void uses() {
        new TreeMap<>(question.uses()).forEach((meter, quantity) -> {
            if (quantity > 0) {
                charge(product(meter), LineTexts.uses(meter), meter, quantity, ofDays, useRule(meter));
            }
        });
    }

    private static String product(String meter) {
        return meter.contains(".") ? meter.substring(0, meter.indexOf('.')) : meter;
    }

    private static String useRule(String meter) {
        return switch (product(meter)) {
            case PricePolicy.SMS -> "B5";
            case PricePolicy.BACKUP -> "B10";
            default -> "price-book";
        };
    }

    private void accounts() {
        Map<String, NavigableMap<Integer, Long>> byProduct = new TreeMap<>(PRODUCT_ORDER);
        for (Accounts accounts : question.accounts()) {
            if (accounts.quantity() > 0) {
                byProduct
                        .computeIfAbsent(accounts.product(), product -> longestFirst())
                        .merge(chargedDays(accounts), accounts.quantity(), Math::addExact);
            }
        }
        byProduct.forEach((product, byDays) -> byDays.forEach((days, quantity) -> charge(
                product,
                LineTexts.accounts(product, days == 0),
                product,
                quantity,
                days,
                PricePolicy.FREE_WITH_GROUPWARE.contains(product) ? "B7" : "price-book")));
    }

    /** B7: days on which groupware is active are free. */
    private int chargedDays(Accounts accounts) {
        int free = PricePolicy.FREE_WITH_GROUPWARE.contains(accounts.product())
                ? question.groupware().stream()
                        .mapToInt(stretch -> stretch.days().overlap(accounts.days()))
                        .sum()
                : 0;
        return accounts.days().count() - free;
    }

    /** B2: who ends a contract before its time returns the discounts, this month's among them. */
    private void termReturns() {
        for (Contract contract : question.contracts()) {
            if (contract.ended()) {
                long now = movements.stream()
                        .filter(moved -> moved.kind() == Kind.DISCOUNT
                                && moved.contract().equals(contract.id()))
                        .mapToLong(Movement::won)
                        .sum();
                long amount = Math.addExact(contract.received(), now);
                add(
                        "term-return",
                        LineTexts.termReturn(contract.term()),
                        amount,
                        "B2",
                        LineTexts.termReturn(contract.received(), now));
                move(contract, Kind.RETURN, amount);
            }
        }
    }

    private void late() {
        question.late().stream()
                .sorted(Comparator.comparing(Late::month).thenComparing(Late::meter))
                .forEach(late -> {
                    long amount = Math.multiplyExact(late.quantity(), late.unitPrice());
                    lines.add(new Line(
                            "adjustment",
                            LineTexts.late(late.month(), late.meter()),
                            late.quantity(),
                            late.unitPrice(),
                            ofDays,
                            ofDays,
                            amount,
                            useRule(late.meter()),
                            late.priceBook(),
                            LineTexts.lateUses(late.month(), late.quantity(), late.unitPrice(), amount)));
                });
    }

    /** B3: taken on the invoice itself, before VAT. */
    private void autoDebitDiscount() {
        if (question.autoDebit() && !question.overdue() && !lines.isEmpty()) {
            int percent = rates.number(Policy.AUTO_DEBIT);
            long sum = sum();
            subtract(
                    "auto-debit-discount",
                    LineTexts.autoDebit(percent),
                    percent(sum, percent),
                    "B3",
                    Policy.AUTO_DEBIT,
                    LineTexts.percentOf(sum, percent));
        }
    }

    /** After VAT and outside the 1 %. */
    private long lateFee() {
        if (question.lateFeeBase() == 0) {
            return 0;
        }
        int percent = rates.number(Policy.LATE_FEE);
        long fee = percent(question.lateFeeBase(), percent);
        lines.add(new Line(
                "late-fee",
                LineTexts.lateFee(percent),
                1,
                fee,
                ofDays,
                ofDays,
                fee,
                "late-fee",
                rates.version(Policy.LATE_FEE.id()),
                LineTexts.percentOf(question.lateFeeBase(), percent)));
        return fee;
    }

    private long charge(String code, Text description, String priced, long quantity, int days, String rule) {
        long unitPrice = rates.of(priced);
        long amount = amount(quantity, unitPrice, days);
        lines.add(new Line(
                code,
                description,
                quantity,
                unitPrice,
                days,
                ofDays,
                amount,
                rule,
                rates.version(priced),
                LineTexts.product(quantity, unitPrice, days, ofDays, amount)));
        return amount;
    }

    private long credit(Text description, long quantity, int days, long charged) {
        long unitPrice = rates.of(PricePolicy.GROUPWARE);
        // Charges were rounded one by one and the credit is rounded once: it must not give back more than was charged.
        long amount = Math.min(amount(quantity, unitPrice, days), charged);
        lines.add(new Line(
                "seat-reduction",
                description,
                quantity,
                unitPrice,
                days,
                ofDays,
                -amount,
                "B1",
                rates.version(PricePolicy.GROUPWARE),
                LineTexts.product(quantity, unitPrice, days, ofDays, -amount)));
        return amount;
    }

    private void add(String code, Text description, long amount, String rule, Text explanation) {
        lines.add(new Line(code, description, 1, amount, ofDays, ofDays, amount, rule, null, explanation));
    }

    private void subtract(String code, Text description, long amount, String rule, Policy policy, Text explanation) {
        Long version = policy == null ? null : rates.version(policy.id());
        lines.add(new Line(code, description, 1, amount, ofDays, ofDays, -amount, rule, version, explanation));
    }

    private void move(Contract contract, Kind kind, long won) {
        if (won > 0) {
            movements.add(new Movement(contract.id(), kind, won));
        }
    }

    private long amount(long quantity, long unitPrice, int days) {
        return rounding.divide(Math.multiplyExact(Math.multiplyExact(quantity, unitPrice), days), ofDays);
    }

    private long percent(long won, int percent) {
        return rounding.divide(Math.multiplyExact(won, percent), 100);
    }

    private long sum() {
        return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
    }

    private static NavigableMap<Integer, Long> longestFirst() {
        return new TreeMap<>(Comparator.reverseOrder());
    }
}
