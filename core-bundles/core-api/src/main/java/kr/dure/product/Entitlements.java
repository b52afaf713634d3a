package kr.dure.product;

import java.util.UUID;

/** Which products are switched on. Implemented by core-billing; without it no app answers. */
public interface Entitlements {
    /** Whether {@code product} is on for the tenant now. */
    boolean enabled(UUID tenant, String product);
}
