package kr.dure.persistence;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Transactions of one app on its own schema, for the current tenant. One service per persistence unit, registered with
 * the property {@code unit} once the app's migrations have run.
 *
 * <p>Nested calls join the surrounding transaction, also across units: all commit or none does. Work is never retried
 * silently. Without a current tenant every method throws {@link IllegalStateException}.
 */
public interface Tx {
    /** Runs {@code work} in a read-only transaction. */
    <T> T read(Function<Session, T> work);

    /** Runs {@code work} in a transaction; it is durable when this method returns. */
    <T> T write(Function<Session, T> work);

    /** {@link #write(Function)} without a result. */
    default void run(Consumer<Session> work) {
        write(session -> {
            work.accept(session);
            return null;
        });
    }

    /**
     * The operator's door to the rows of all tenants. Only for a caller who is an operator; the reason is written to
     * the audit log in the same transaction.
     *
     * @param reason why, in English, for whoever reads the audit log
     * @throws kr.dure.web.Problem 403 when the caller is not an operator
     */
    <T> T acrossTenants(String reason, Function<Session, T> work);
}
