package kr.dure.approval.internal.line;

/** How far a document is. */
public enum DocumentState {
    /** 임시저장. */
    DRAFT,
    /** 상신(진행). */
    IN_PROGRESS,
    /** 보류. */
    ON_HOLD,
    /** 반려. */
    REJECTED,
    /** 회수. */
    WITHDRAWN,
    /** 완결. */
    COMPLETED,
    /** 취소, by another document. */
    CANCELLED;

    /** Whether it is on its way along the line. */
    public boolean running() {
        return this == IN_PROGRESS || this == ON_HOLD;
    }

    /** Whether its way is over; a completed one can still be received, signed later and cancelled. */
    public boolean end() {
        return this != DRAFT && !running();
    }
}
