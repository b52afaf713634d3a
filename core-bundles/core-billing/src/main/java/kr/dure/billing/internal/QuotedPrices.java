package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.persistence.Session;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;

/**
 * Prices that the current tenant was quoted and ordered in time (B9): until the month in which the quote's last day lies, it
 * is charged no more for them than was quoted.
 */
public final class QuotedPrices {
    private final List<Quoted> quotes;

    QuotedPrices(List<Quoted> quotes) {
        this.quotes = List.copyOf(quotes);
    }

    /**
     * An ordered quote.
     *
     * @param number its number
     * @param month by whose price book it was priced
     * @param until the last month in which that holds
     * @param products the products it is about
     */
    record Quoted(String number, YearMonth month, YearMonth until, Set<String> products) {
        static Quoted of(String number, String month, String until, String products) {
            return new Quoted(number, YearMonth.parse(month), YearMonth.parse(until), Set.of(products.split(",")));
        }

        private boolean holds(YearMonth other) {
            return !other.isBefore(month) && !other.isAfter(until);
        }

        /** Also meters with a price of their own: {@code sms.lms} of {@code sms}. */
        private boolean covers(String priced) {
            return products.contains(priced)
                    || priced.contains(".") && products.contains(priced.substring(0, priced.indexOf('.')));
        }
    }

    static QuotedPrices read(Session session) {
        return new QuotedPrices(Rows.of(
                session.entities()
                        .createNativeQuery("SELECT quote, month, until_month, products FROM billing.quoted_price"),
                row -> Quoted.of((String) row[0], (String) row[1], (String) row[2], (String) row[3])));
    }

    /**
     * Keeps the quoted prices for the current tenant, in the surrounding transaction; twice is once.
     *
     * @param quote the quote's number
     * @param month by whose price book it was priced
     * @param until the last month in which they hold
     */
    public static void keep(Session session, String quote, YearMonth month, YearMonth until, List<String> products) {
        session.entities()
                .createNativeQuery("INSERT INTO billing.quoted_price (quote, month, until_month, products)"
                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tenant_id, quote) DO NOTHING")
                .setParameter(1, quote)
                .setParameter(2, month.toString())
                .setParameter(3, until.toString())
                .setParameter(4, String.join(",", products))
                .executeUpdate();
    }

    /** Prices and the quotes that some of them come from, by the version of the entry. */
    record Book(Prices prices, Map<Long, Quoted> quoted) {
        /** The answer, whose lines name the quote that their price comes from. */
        PriceAnswer explain(PriceAnswer answer) {
            return quoted.isEmpty()
                    ? answer
                    : new PriceAnswer(
                            answer.month(),
                            explain(answer.lines()),
                            answer.supply(),
                            answer.vat(),
                            answer.lateFee(),
                            answer.total(),
                            answer.movements());
        }

        List<Line> explain(List<Line> lines) {
            return lines.stream()
                    .map(line -> line.priceBook() != null && quoted.containsKey(line.priceBook())
                            ? explained(line, quoted.get(line.priceBook()))
                            : line)
                    .toList();
        }

        private static Line explained(Line line, Quoted quote) {
            return line.explained(new Text(
                    line.explanation().ko() + " (견적서 " + quote.number() + "의 단가, " + quote.until() + "까지)",
                    line.explanation().en() + " (unit price of quote " + quote.number() + ", until " + quote.until()
                            + ")"));
        }
    }

    /** The price book of {@code month} with the quoted prices that are lower, of the oldest quote if they are equal. */
    Book of(YearMonth month, PriceBook prices) {
        Prices book = prices.on(month.atDay(1))
                .orElseThrow(() -> new IllegalStateException("There is no price book for " + month + "."));
        List<Quoted> holding =
                quotes.stream().filter(quote -> quote.holds(month)).toList();
        if (holding.isEmpty()) {
            return new Book(book, Map.of());
        }
        Map<String, Price> byProduct = new HashMap<>(book.byProduct());
        Map<String, Long> versions = new HashMap<>(book.versions());
        Map<Long, Quoted> quoted = new HashMap<>();
        for (Quoted quote : holding) {
            Prices then = prices.on(quote.month().atDay(1)).orElse(book);
            then.byProduct().forEach((priced, price) -> {
                Price now = byProduct.get(priced);
                if (quote.covers(priced) && now != null && now.basis() == price.basis() && price.won() < now.won()) {
                    byProduct.put(priced, price);
                    versions.put(priced, then.versions().get(priced));
                    quoted.put(then.versions().get(priced), quote);
                }
            });
        }
        return new Book(new Prices(byProduct, book.policies(), versions), quoted);
    }
}
