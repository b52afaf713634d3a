package kr.dure.tenant;

/**
 * Restricts the current tenant for a cause, and lifts that again: what billing does with arrears. Implemented by
 * core-identity; changes join the surrounding transaction. What the operator decided by hand is never undone.
 */
public interface TenantLife {
    /** How long a tenant's data wait for their deletion after {@link TenantState#CLOSED}, in days. */
    int DELETION_DAYS = 90;

    /**
     * Makes the tenant at least as restricted as {@code state}. Without effect where it is so already, or where it waits
     * for its DNS records.
     *
     * @param state READ_ONLY, SUSPENDED or CLOSED; CLOSED ends every charge with today
     * @param cause one word, kept as the reason of the state: {@code arrears}
     * @return where it stands now
     */
    TenantState restrict(TenantState state, String cause);

    /**
     * Takes back what the cause restricted beyond {@code state}. Without effect where another cause or the operator
     * restricted the tenant, and on a CLOSED one, which only the operator opens again.
     *
     * @param state OPEN, READ_ONLY or SUSPENDED
     * @param cause what was given to {@link #restrict}
     * @return where it stands now
     */
    TenantState relax(TenantState state, String cause);
}
