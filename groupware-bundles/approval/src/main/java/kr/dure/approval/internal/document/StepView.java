package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.UUID;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;

/**
 * A step of a line as the API shows it.
 *
 * @param who the owner as he was when he was put into the line; null for a department's
 * @param via the department by which a circulated document came to {@code who}; null when he was named himself
 * @param forWho whom a deputy of the line signs for
 * @param actedBy who acted, as he was then
 * @param onBehalf whether {@code actedBy} acted for {@code who}
 * @param signature the image he signed with
 * @param deputy who acts now because {@code who} is away
 * @param assignee 담당자 of a received document
 */
public record StepView(
        UUID id,
        int order,
        Role role,
        StepState state,
        UUID parent,
        Who who,
        UUID departmentId,
        String departmentName,
        Via via,
        Who forWho,
        Who actedBy,
        boolean onBehalf,
        Instant actedAt,
        String comment,
        UUID signature,
        Who deputy,
        Who assignee,
        Instant deadline,
        String receiptNumber) {
    /** A department as it was called when the document was submitted. */
    public record Via(UUID id, String name) {}
}
