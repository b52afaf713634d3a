package kr.dure.product;

import java.util.Set;
import java.util.UUID;

/**
 * What each tenant agreed to let its apps do. An upgrade of an app that wants more waits for each tenant; until then the
 * tenant's old rights hold. Implemented by core-addons; without it no app answers.
 *
 * <p>A right is written {@code permission:sms.send}, {@code host:api.example.com}, {@code meter:sms} or
 * {@code event:identity.account-created/1} (received).
 */
public interface Consents {
    /**
     * Whether the tenant agreed that {@code app} uses {@code right}. True for every right of an app that is no add-on but
     * part of the platform, and of one that was there before consents were recorded.
     */
    boolean covers(UUID tenant, String app, String right);

    /**
     * Records, in the surrounding transaction if there is one, that the current tenant agrees to everything that the
     * installed apps of {@code product} want today. Called when a product is switched on.
     */
    void give(String product, Set<String> apps);
}
