package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;
import kr.dure.product.Text;

/**
 * The price rules B1 to B8 as one pure function; estimates, previews and invoices all come from here.
 *
 * <p>Order: lines (each floored after multiplying the summed quantity), term discount, sum, auto-debit discount,
 * supply, VAT, total.
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
    private final int ofDays;
    private final List<Line> lines = new ArrayList<>();

    private Pricing(PriceQuestion question, Rates rates) {
        this.question = question;
        this.rates = rates;
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

    private PriceAnswer answer() {
        seats();
        termDiscount();
        domains();
        uses();
        accounts();
        autoDebitDiscount();
        long supply = sum();
        long vat = PricePolicy.vat(supply);
        return new PriceAnswer(question.month(), lines, supply, vat, Math.addExact(supply, vat));
    }

    private void seats() {
        if (question.groupware().isEmpty()) {
            return;
        }
        long price = rates.of(PricePolicy.GROUPWARE);
        for (Seats stretch : question.groupware()) {
            charge(
                    "seat",
                    LineTexts.SEAT,
                    stretch.seats(),
                    price,
                    stretch.days().count());
        }
        for (Seats stretch : question.groupware()) {
            byDate(stretch.additions())
                    .forEach((date, seats) -> charge(
                            "seat-addition",
                            LineTexts.addition(date),
                            seats,
                            price,
                            stretch.days().countFrom(date)));
        }
        for (Seats stretch : question.groupware()) {
            byDate(stretch.reductions())
                    .forEach((date, seats) -> credit(
                            "seat-reduction",
                            LineTexts.reduction(date),
                            seats,
                            price,
                            stretch.days().countFrom(date)));
        }
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

    /** B2: of the seat lines only, which are all there are at this point. */
    private void termDiscount() {
        if (question.term() > 0 && !lines.isEmpty()) {
            discount(
                    "term-discount",
                    LineTexts.termDiscount(question.term()),
                    PricePolicy.termDiscount(sum(), question.term()));
        }
    }

    private void domains() {
        NavigableMap<Integer, Long> byDays = longestFirst();
        question.domains().forEach(days -> byDays.merge(days.count(), 1L, Math::addExact));
        byDays.forEach((days, quantity) ->
                charge("domain", LineTexts.DOMAIN, quantity, rates.of(PricePolicy.MULTIDOMAIN), days));
    }

    private void uses() {
        new TreeMap<>(question.uses()).forEach((meter, quantity) -> {
            if (quantity > 0) {
                String product = meter.contains(".") ? meter.substring(0, meter.indexOf('.')) : meter;
                charge(product, LineTexts.uses(meter), quantity, rates.of(meter), ofDays);
            }
        });
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
        byProduct.forEach((product, byDays) -> byDays.forEach((days, quantity) ->
                charge(product, LineTexts.accounts(product, days == 0), quantity, rates.of(product), days)));
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

    private void autoDebitDiscount() {
        if (question.autoDebit() && !question.overdue() && !lines.isEmpty()) {
            discount("auto-debit-discount", LineTexts.AUTO_DEBIT, PricePolicy.autoDebitDiscount(sum()));
        }
    }

    private void charge(String code, Text description, long quantity, long unitPrice, int days) {
        long amount = amount(quantity, unitPrice, days);
        lines.add(new Line(code, description, quantity, unitPrice, days, ofDays, amount));
    }

    private void credit(String code, Text description, long quantity, long unitPrice, int days) {
        // Charges were floored one by one and the credit is floored once: it must not give back more than was charged.
        long amount = Math.min(amount(quantity, unitPrice, days), sum());
        lines.add(new Line(code, description, quantity, unitPrice, days, ofDays, -amount));
    }

    private void discount(String code, Text description, long amount) {
        lines.add(new Line(code, description, 1, amount, ofDays, ofDays, -amount));
    }

    private long amount(long quantity, long unitPrice, int days) {
        return Math.multiplyExact(Math.multiplyExact(quantity, unitPrice), days) / ofDays;
    }

    private long sum() {
        return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
    }

    private static NavigableMap<Integer, Long> longestFirst() {
        return new TreeMap<>(Comparator.reverseOrder());
    }
}
