package kr.dure.approval.internal.line;

import java.time.Instant;
import java.util.UUID;

/**
 * One step of a line.
 *
 * @param order its place, from 1; 0 for roles without one. Steps of the same place act in parallel. Inside a
 *     department's own line, its place there
 * @param account whose step it is, or null for a department's
 * @param department whose step it is, or null for a person's
 * @param forAccount whom a {@link Role#DEPUTY} signs for, otherwise null
 * @param parent the department's step that this one is inside of, or null
 * @param assignee 담당자 of a received document, or null
 * @param deadline when a {@link Role#LATER} step counts as approved, or null
 */
public record Step(
        UUID id,
        int order,
        Role role,
        StepState state,
        UUID account,
        UUID department,
        UUID forAccount,
        UUID parent,
        UUID assignee,
        Instant deadline) {
    /** A person's step that has not begun. */
    public static Step of(UUID id, int order, Role role, UUID account) {
        return new Step(id, order, role, StepState.WAITING, account, null, null, null, null, null);
    }

    /** A department's step that has not begun. */
    public static Step ofDepartment(UUID id, int order, Role role, UUID department) {
        return new Step(id, order, role, StepState.WAITING, null, department, null, null, null, null);
    }

    /** A person's step in the place of a department's. */
    public Step given(UUID another, UUID person) {
        return new Step(another, order, role, state, person, null, forAccount, parent, assignee, deadline);
    }

    public Step forAccount(UUID absent) {
        return new Step(id, order, role, state, account, department, absent, parent, assignee, deadline);
    }

    Step inside(UUID outer) {
        return new Step(id, order, role, state, account, department, forAccount, outer, assignee, deadline);
    }

    Step in(StepState next) {
        return new Step(id, order, role, next, account, department, forAccount, parent, assignee, deadline);
    }

    Step at(int place) {
        return new Step(id, place, role, state, account, department, forAccount, parent, assignee, deadline);
    }

    Step by(UUID successor) {
        return new Step(id, order, role, state, successor, department, forAccount, parent, assignee, deadline);
    }

    Step assignedTo(UUID person) {
        return new Step(id, order, role, state, account, department, forAccount, parent, person, deadline);
    }

    Step until(Instant end) {
        return new Step(id, order, role, state, account, department, forAccount, parent, assignee, end);
    }

    /** Whether the document waits for it. */
    public boolean blocks(LinePolicy policy) {
        if (parent != null) {
            return false;
        }
        return switch (role) {
            case APPROVAL, FINAL, DEPUTY, PRIOR, AGREEMENT -> true;
            case ASSISTANCE -> policy.assistanceBlocks();
            case LATER -> policy.laterApproval() == LinePolicy.Later.AUTO_APPROVE;
            default -> false;
        };
    }
}
