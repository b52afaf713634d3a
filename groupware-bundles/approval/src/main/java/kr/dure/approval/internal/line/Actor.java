package kr.dure.approval.internal.line;

import java.util.Set;
import java.util.UUID;

/**
 * Who acts.
 *
 * @param account the one who is logged in
 * @param represents those he is deputy of right now (대결)
 * @param officerOf departments he takes documents for (문서담당)
 * @param memberOf departments he belongs to
 * @param manager whether he may mend lines (결재선 재지정)
 */
public record Actor(UUID account, Set<UUID> represents, Set<UUID> officerOf, Set<UUID> memberOf, boolean manager) {
    public Actor {
        represents = Set.copyOf(represents);
        officerOf = Set.copyOf(officerOf);
        memberOf = Set.copyOf(memberOf);
    }

    /** Somebody who is nobody's deputy and no department's. */
    public static Actor of(UUID account) {
        return new Actor(account, Set.of(), Set.of(), Set.of(), false);
    }

    /** Whether the step is his to act on, in his own name, for somebody or for a department. */
    boolean owns(Step step, UUID drafter) {
        if (account.equals(step.account())) {
            return true;
        }
        if (step.account() != null) {
            return representsAt(step, drafter);
        }
        if (step.department() == null) {
            return false; // Of a draft, in which nobody is named yet.
        }
        return step.role() == Role.REFERENCE || step.role() == Role.READING
                ? memberOf.contains(step.department())
                : officerOf.contains(step.department());
    }

    /** A drafter decides nothing about his own document as somebody's deputy. */
    private boolean representsAt(Step step, UUID drafter) {
        return represents.contains(step.account())
                && step.role().ordered()
                && !(account.equals(drafter) && !step.account().equals(drafter));
    }

    /** Whether he acts for somebody else there. */
    public boolean onBehalf(Step step) {
        return step.account() != null && !step.account().equals(account);
    }
}
