package kr.dure.approval.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.approval.internal.line.LineCheck;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;
import kr.dure.web.Invalid;

/**
 * A step as people name it.
 *
 * @param order its place, from 1; null for roles without one
 * @param accountId the person, or null for a department
 * @param departmentId the department, or null for a person
 * @param forAccountId whom a {@link Role#DEPUTY} signs for
 */
public record LineStep(Integer order, Role role, UUID accountId, UUID departmentId, UUID forAccountId) {
    /** Steps that have not begun, in the order of their places. */
    static List<Step> steps(List<LineStep> line, String field, Supplier<UUID> ids) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(line.size() <= LineCheck.MOST, field, "결재선이 너무 깁니다.", "The line is too long.");
        for (int i = 0; i < line.size(); i++) {
            LineStep step = line.get(i);
            boolean known = step != null && step.role() != null && step.role() != Role.REPORT;
            checks.check(known, field + "[" + i + "].role", "역할이 필요합니다.", "A role is required.");
        }
        checks.done();
        List<Step> steps = new ArrayList<>();
        line.forEach(step -> steps.add(step.step(ids.get())));
        return LineCheck.numbered(steps);
    }

    Step step(UUID id) {
        return new Step(
                id,
                order == null ? 0 : order,
                role,
                StepState.WAITING,
                accountId,
                departmentId,
                forAccountId,
                null,
                null,
                null);
    }
}
