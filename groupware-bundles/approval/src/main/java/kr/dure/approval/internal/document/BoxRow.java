package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;

/**
 * A row of a box.
 *
 * @param step the caller's own that put it there, or null where he drafted it or only reads it
 */
public record BoxRow(
        UUID id,
        String title,
        String formName,
        String number,
        DocumentState state,
        boolean urgent,
        Security security,
        String drafterName,
        String drafterDepartment,
        Instant createdAt,
        Instant submittedAt,
        Instant completedAt,
        int version,
        int attachments,
        Turn step,
        boolean laterPending) {
    /**
     * The caller's step.
     *
     * @param forName for whom he would act, or null for himself
     */
    public record Turn(UUID id, Role role, StepState state, String forName) {}
}
