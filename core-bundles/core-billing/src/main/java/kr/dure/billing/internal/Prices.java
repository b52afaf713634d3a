package kr.dure.billing.internal;

import java.util.Map;

/**
 * The price book on one day.
 *
 * @param won won by product
 */
record Prices(Map<String, Long> won) {
    Prices {
        won = Map.copyOf(won);
    }

    /** @throws IllegalArgumentException for a product without a price */
    long of(String product) {
        Long price = won.get(product);
        if (price == null) {
            throw new IllegalArgumentException("No price for " + product);
        }
        return price;
    }
}
