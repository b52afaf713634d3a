package kr.dure.tenant;

/** Where a domain of a tenant stands. */
public enum DomainState {
    /** Applied for; nothing proves yet that the tenant may use it. */
    REQUESTED,
    /** The ownership token was found; the host or the mail exchanger does not point here yet. */
    AWAITING_DNS,
    /** In use. */
    OPEN
}
