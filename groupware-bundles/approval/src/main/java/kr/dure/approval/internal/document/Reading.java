package kr.dure.approval.internal.document;

import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.Actor;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.identity.Caller;

/** Who may read a document. What somebody may not read does not exist for him. */
final class Reading {
    private Reading() {}

    static boolean may(Caller caller, Actor actor, DocumentEntity document, List<StepEntity> steps, People people) {
        UUID account = caller.accountId();
        if (document.drafterId().equals(account)) {
            return true;
        }
        if (document.state() == DocumentState.DRAFT) {
            return false;
        }
        if (steps.stream().anyMatch(step -> inLine(step, actor))) {
            return true;
        }
        if (document.security() == Security.SECRET) {
            return false;
        }
        if (actor.manager()) {
            return true;
        }
        boolean completed = document.state() == DocumentState.COMPLETED || document.state() == DocumentState.CANCELLED;
        return completed && (caller.may(ApprovalPermissions.ARCHIVE) || inDepartment(document, account, people));
    }

    private static boolean inLine(StepEntity step, Actor actor) {
        if (step.box() == null) {
            return false;
        }
        if (step.accountId() == null) {
            return actor.officerOf().contains(step.departmentId())
                    || actor.memberOf().contains(step.departmentId())
                    || actor.account().equals(step.assigneeId());
        }
        return step.shows(actor.account()) || actor.represents().contains(step.accountId());
    }

    private static boolean inDepartment(DocumentEntity document, UUID account, People people) {
        UUID department = document.departmentId();
        if (department == null) {
            return false;
        }
        return document.security() == Security.GENERAL
                ? people.memberOf(account, department)
                : people.head(department).filter(account::equals).isPresent();
    }
}
