package kr.dure.product;

import java.util.List;
import java.util.Set;

/**
 * The one description of an app.
 *
 * @param id short name, also the REST and UI path: {@code sms}
 * @param name what people call it
 * @param summary one sentence for the store
 * @param product the product that contains the app, e.g. {@code sms}
 * @param defaultPrice the product's price when it first appears; copied once into the price book, which then decides
 * @param permissions what roles can be given
 * @param meters what is counted
 * @param hosts outside hosts the app talks to, for the reader; empty when the operator configures them
 */
public record AppDescription(
        String id,
        Text name,
        Text summary,
        String product,
        Price defaultPrice,
        List<Permission> permissions,
        List<Meter> meters,
        Set<String> hosts) {
    public AppDescription {
        permissions = List.copyOf(permissions);
        meters = List.copyOf(meters);
        hosts = Set.copyOf(hosts);
    }

    /**
     * How a product is charged.
     *
     * @param basis what the amount is multiplied with
     * @param won integer won before VAT, 0 or more
     */
    public record Price(Basis basis, long won) {}

    /** What a price is per. */
    public enum Basis {
        /** Per account and month. */
        ACCOUNT,
        /** Per metered use. */
        USE,
        /** Per item and month, e.g. per extra domain. */
        ITEM
    }

    /**
     * A counted use.
     *
     * @param name e.g. {@code sms.lms}
     * @param label what an invoice calls it
     * @param price per use when it differs from the product's, copied once into the price book like that; null: the
     *     product's
     */
    public record Meter(String name, Text label, Price price) {}

    /**
     * A right that the app brings.
     *
     * @param name e.g. {@code sms.send}
     * @param label what the rights editor shows
     * @param everyone whether every account of a tenant holds it without being given it
     */
    public record Permission(String name, Text label, boolean everyone) {}
}
