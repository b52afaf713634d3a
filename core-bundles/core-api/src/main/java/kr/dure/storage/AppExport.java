package kr.dure.storage;

import java.io.IOException;
import java.io.OutputStream;
import kr.dure.persistence.TenantTables.Table;

/**
 * What an export of an app holds beside the tables of its unit and the files of its things; register one for the app as a
 * service where that is not all, or too much. Without one an app is exported whole.
 */
public interface AppExport {
    /** The app's id, as in {@code AppDescription}. */
    String app();

    /**
     * Whether a table goes into exports. What is left out is empty after an import, so no table that goes in may refer to
     * one that is left out.
     */
    default boolean exports(Table table) {
        return true;
    }

    /**
     * Adds forms that people can read (PDF, CSV). Called with the tenant bound, at the moment of the database that the
     * tables are of; whatever {@code Tx.read} gives is of it. They are not read by an import.
     */
    default void writeReadable(Forms forms) throws IOException {}

    /** Where readable forms go. */
    @FunctionalInterface
    interface Forms {
        /**
         * A stream for one form, to be closed before the next one begins.
         *
         * @param name with up to three folders in front of it: {@code 2026/approval-17.pdf}; no name twice
         * @throws IllegalArgumentException when it is no such name
         */
        OutputStream open(String name) throws IOException;
    }
}
