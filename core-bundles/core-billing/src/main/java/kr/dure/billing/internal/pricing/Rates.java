package kr.dure.billing.internal.pricing;

import java.util.HashMap;
import java.util.Map;

/**
 * What one of each costs: won before VAT by product id.
 *
 * @param won 0 or more each
 */
public record Rates(Map<String, Long> won) {
    public Rates {
        won = Map.copyOf(won);
    }

    /**
     * The price of {@code product}.
     *
     * @throws IllegalStateException when it has none: nothing is charged by guess
     */
    public long of(String product) {
        Long price = won.get(product);
        if (price == null) {
            throw new IllegalStateException("The price book has no price for " + product + ".");
        }
        return price;
    }

    /** The same with another price for {@code product}. */
    public Rates with(String product, long price) {
        Map<String, Long> changed = new HashMap<>(won);
        changed.put(product, price);
        return new Rates(changed);
    }
}
