package kr.dure.identity.internal.organisation;

import kr.dure.persistence.Session;

/** Changes of one company's organisation happen one after the other: each is checked against the whole tree. */
final class OrganisationLock {
    /** Tells this lock from others of the same tenant. */
    private static final int KIND = 0x6f7267;

    private OrganisationLock() {}

    /** Waits for its turn; held to the end of the transaction. Before anything is read. */
    static void take(Session session) {
        new Sql(session)
                .rows(
                        "SELECT CAST(pg_advisory_xact_lock(" + KIND
                                + ", hashtext(current_setting('dure.tenant'))) AS text)",
                        row -> row);
    }
}
