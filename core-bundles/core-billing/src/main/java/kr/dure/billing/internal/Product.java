package kr.dure.billing.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;

/**
 * A product as the tenant sees it in the store.
 *
 * @param apps ids of the installed apps it contains
 * @param price what it costs now, or null when the price book does not know it
 * @param since when it was switched on, or null
 */
record Product(String id, Text name, Text summary, State state, List<String> apps, Price price, Instant since) {
    /** Whether the tenant has it, or can have it. */
    public enum State {
        ENABLED,
        AVAILABLE,
        /** Switched on, but its app is away. */
        NOT_INSTALLED
    }

    ProductView in(Locale locale) {
        return new ProductView(id, name.in(locale), summary.in(locale), state.name(), apps, price, since);
    }

    /** A product in one language. */
    public record ProductView(
            String id, String name, String summary, String state, List<String> apps, Price price, Instant since) {}
}
