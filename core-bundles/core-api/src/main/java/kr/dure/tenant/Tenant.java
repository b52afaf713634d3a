package kr.dure.tenant;

import java.util.Objects;
import java.util.UUID;

/**
 * A customer company, or the operator of the installation.
 *
 * @param id UUIDv7, never null
 * @param name the company's name as it signed up, never blank
 * @param host the primary host name in lower case, without port
 * @param state where the tenant stands in its life
 * @param operator whether this is the operator's own tenant; exactly one is
 */
public record Tenant(UUID id, String name, String host, TenantState state, boolean operator) {
    public Tenant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(state, "state");
    }
}
