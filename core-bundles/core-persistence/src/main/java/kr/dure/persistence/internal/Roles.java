package kr.dure.persistence.internal;

import java.sql.SQLException;
import java.sql.Statement;

/** The database roles of apps. Names come from units that {@link UnitName} has checked, so they need no quoting. */
final class Roles {
    private Roles() {}

    /** The role a transaction of the app takes on. */
    static String of(String schema) {
        return "dure_" + schema;
    }

    /** The role that owns the app's schema and runs its migrations. */
    static String ownerOf(String schema) {
        return "dure_" + schema + "_owner";
    }

    static String createIfAbsent(String role, String options) {
        return "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "') THEN CREATE ROLE "
                + role + " " + options + "; END IF; END $$";
    }

    static void createAppRole(Statement statement, String schema) throws SQLException {
        String role = of(schema);
        statement.execute(createIfAbsent(role, "NOLOGIN"));
        statement.execute("GRANT dure_every_app TO " + role);
        statement.execute("GRANT " + role + " TO dure_app");
    }
}
