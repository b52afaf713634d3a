package kr.dure.addons.internal;

import java.time.Instant;
import java.util.List;

/**
 * An add-on as a company's administrator sees it before switching it on.
 *
 * @param product what is switched on and paid for; {@code /api/products/{product}/preview} tells what it would cost
 * @param enabled whether it is on for this company
 * @param price the list price before VAT, or null
 * @param permissions what roles can be given
 * @param rights everything it wants, to be sent back with the consent
 * @param pictures addresses of pictures of it
 * @param consent what this company agreed to
 */
public record CatalogueEntry(
        String id,
        String name,
        String summary,
        String version,
        String product,
        boolean enabled,
        PriceView price,
        List<PermissionView> permissions,
        List<String> rights,
        List<String> hosts,
        List<String> pictures,
        ConsentView consent) {
    /**
     * @param basis {@code ACCOUNT USE ITEM}: what the amount is multiplied with
     * @param won before VAT
     */
    public record PriceView(String basis, long won) {}

    /** A permission and what the rights editor calls it. */
    public record PermissionView(String name, String label) {}

    /**
     * @param version of the app when it was given, or null
     * @param at when, or null
     * @param waiting what the installed version wants and nobody agreed to yet; it cannot be used until then
     */
    public record ConsentView(String version, Instant at, List<String> waiting) {}
}
