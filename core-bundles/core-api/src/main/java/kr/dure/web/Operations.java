package kr.dure.web;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Long work that answers 202 and goes on. Implemented by core-web. */
public interface Operations {
    /**
     * Starts {@code work} in the background for the current tenant and caller.
     *
     * @param work gets a place to report progress; what it throws ends the operation as FAILED
     * @return the operation as it stands now
     */
    Operation start(Consumer<Progress> work);

    /** The operation of the current tenant with this id, or empty. */
    Optional<Operation> find(UUID id);

    /** Where work says how far it is. */
    @FunctionalInterface
    interface Progress {
        /**
         * @param percent 0 to 100
         * @param message one sentence for people
         */
        void report(int percent, String message);
    }

    /**
     * @param id to be asked at {@code /api/operations/{id}}
     * @param state {@code RUNNING}, {@code DONE} or {@code FAILED}
     * @param progress 0 to 100
     * @param message what it is doing, or why it failed
     */
    record Operation(UUID id, String state, int progress, String message) {}
}
