package kr.dure.persistence;

import java.util.List;

/**
 * The schemas of apps, apart from whether the apps run. For the add-on manager only: no app may ask for it. Implemented
 * by core-persistence.
 */
public interface Schemas {
    /**
     * Brings an app's schema to the state its scripts describe, forward only, while whatever uses the schema goes on.
     * Without effect when it is in that state. Each script is there as a whole or not at all.
     *
     * @param unit e.g. {@code kr.dure.sms}
     * @param scripts the jar's {@code db/V*.sql}; empty for an app without tables
     * @throws IllegalStateException when a script fails, with the database's reason
     */
    void migrate(String unit, List<Script> scripts);

    /** Whether the app has a schema, and so perhaps rows, on this database. */
    boolean exists(String unit);

    /** Drops the app's schema with the rows of all tenants. There is no way back. */
    void drop(String unit);

    /**
     * A migration.
     *
     * @param name e.g. {@code V001__sms.sql}
     * @param sql its text
     */
    record Script(String name, String sql) {}
}
