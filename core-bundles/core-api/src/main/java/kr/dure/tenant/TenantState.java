package kr.dure.tenant;

/** Where a tenant stands in its life. */
public enum TenantState {
    /** Signed up with a host of its own that does not resolve yet. */
    AWAITING_DNS,
    /** In ordinary use. */
    OPEN
}
