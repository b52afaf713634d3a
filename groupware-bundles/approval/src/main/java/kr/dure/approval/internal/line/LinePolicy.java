package kr.dure.approval.internal.line;

import java.time.Duration;

/**
 * How a company wants its lines to go. A document keeps what held when it was submitted.
 *
 * @param laterApproval what 후결 means
 * @param laterApprovalHours after how many hours {@link Later#AUTO_APPROVE} approves, 1 to 8,784
 * @param priorApproval whether 선결 is allowed
 * @param disagreement what a 반대 does
 * @param assistanceBlocks whether 협조 is waited for
 * @param referenceFrom since when 참조 sees a document
 * @param withdrawUntil how long a drafter may take a document back
 */
public record LinePolicy(
        Later laterApproval,
        int laterApprovalHours,
        boolean priorApproval,
        Disagreement disagreement,
        boolean assistanceBlocks,
        Reference referenceFrom,
        Withdrawal withdrawUntil) {
    /** What holds until somebody decides otherwise. */
    public static final LinePolicy DEFAULT = new LinePolicy(
            Later.SIGN_LATER, 24, false, Disagreement.RETURN, true, Reference.SUBMISSION, Withdrawal.FIRST_ACT);

    Duration laterAfter() {
        return Duration.ofHours(laterApprovalHours);
    }

    /** 후결 means two things in the trade. */
    public enum Later {
        /** The document goes on and comes into force; the approver signs or objects afterwards. */
        SIGN_LATER,
        /** The document waits for a time, then the step counts as approved (기한후결). */
        AUTO_APPROVE
    }

    /** What a disagreement does. */
    public enum Disagreement {
        /** The document goes back to the drafter. */
        RETURN,
        /** It is recorded, and the document goes on. */
        RECORD
    }

    /** Since when a reference sees a document. */
    public enum Reference {
        SUBMISSION,
        COMPLETION
    }

    /** How long a drafter may take a document back. */
    public enum Withdrawal {
        /** Until somebody else has acted. */
        FIRST_ACT,
        /** Until it is completed. */
        COMPLETION
    }
}
