package kr.dure.tenant;

/** Where a tenant stands in its life. */
public enum TenantState {
    /** Signed up with a host of its own that does not resolve yet; nobody can log in. */
    AWAITING_DNS,
    /** In ordinary use. */
    OPEN,
    /** Everything can be read and exported, nothing changed. */
    READ_ONLY,
    /** Nobody but its administrators comes in, and they see their invoices only. */
    SUSPENDED,
    /** Nobody comes in any more; the data waits for its day of deletion. */
    CLOSED
}
