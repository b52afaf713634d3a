package kr.dure.billing.internal;

import java.time.Instant;

/**
 * A product on for a tenant from … to ….
 *
 * @param quantity accounts of a product charged per account, otherwise 1
 * @param endedAt null while it is on
 */
record Entitlement(String product, int quantity, Instant startedAt, Instant endedAt) {
    boolean open() {
        return endedAt == null;
    }
}
