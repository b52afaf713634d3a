package kr.dure.tenant;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds tenants. Implemented by core-identity. */
public interface TenantDirectory {
    /** The tenant that answers under {@code host} (lower case, no port), or empty. */
    Optional<Tenant> findByHost(String host);

    /** The tenant with this id, or empty. */
    Optional<Tenant> find(UUID id);

    /** The operator's own tenant. */
    Tenant operator();

    /**
     * Customer tenants (not the operator) in the order of their ids, for work that visits each.
     *
     * @param after the last id already seen, or null for the first page
     * @param limit 1 to 1,000
     */
    List<Tenant> list(UUID after, int limit);
}
