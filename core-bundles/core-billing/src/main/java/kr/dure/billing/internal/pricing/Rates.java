package kr.dure.billing.internal.pricing;

import java.util.HashMap;
import java.util.Map;

/**
 * A price book as it holds on one day.
 *
 * @param won what one of each costs, won before VAT by product or meter id, 0 or more each
 * @param policies values by policy; an absent one has the value of the platform's decisions
 * @param versions the version of the entry that each price and policy comes from, by its id; absent for what comes from
 *     no entry
 */
public record Rates(Map<String, Long> won, Map<Policy, String> policies, Map<String, Long> versions) {
    public Rates {
        won = Map.copyOf(won);
        policies = Map.copyOf(policies);
        versions = Map.copyOf(versions);
    }

    /** Prices with the platform's decisions. */
    public Rates(Map<String, Long> won) {
        this(won, Map.of(), Map.of());
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

    /** The version of the entry of this price or policy, or null. */
    public Long version(String id) {
        return versions.get(id);
    }

    /** The same with another price for {@code product}, which is from no entry. */
    public Rates with(String product, long price) {
        Map<String, Long> changed = new HashMap<>(won);
        changed.put(product, price);
        Map<String, Long> entries = new HashMap<>(versions);
        entries.remove(product);
        return new Rates(changed, policies, entries);
    }

    /** The same with another value for {@code policy}. */
    public Rates with(Policy policy, String value) {
        Map<Policy, String> changed = new HashMap<>(policies);
        changed.put(policy, value);
        return new Rates(won, changed, versions);
    }

    /** The value of a policy that is a number. */
    public int number(Policy policy) {
        return Integer.parseInt(policies.getOrDefault(policy, policy.fallback()));
    }

    /** How fractions of a won are cut. */
    public Rounding rounding() {
        return Rounding.valueOf(policies.getOrDefault(Policy.ROUNDING, Policy.ROUNDING.fallback()));
    }

    /** B2: percent off the seat lines under a contract of {@code term} years, 1 to 3. */
    public int termPercent(int term) {
        return number(Policy.termDiscount(term));
    }
}
