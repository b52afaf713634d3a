package kr.dure.search.internal;

import java.util.UUID;

/**
 * @param app whose documents are read once more
 * @param tenantId for the operator: of this company; null: of all
 */
record RebuildRequest(String app, UUID tenantId) {
    /** A tenant's own request. */
    record Own(String app) {}

    /** @param tenants how many companies' parts are being built */
    record Accepted(int tenants) {}
}
