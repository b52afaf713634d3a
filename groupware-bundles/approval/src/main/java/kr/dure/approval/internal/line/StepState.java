package kr.dure.approval.internal.line;

/** How far one step of a line is. */
public enum StepState {
    /** 결재전: its turn has not come. */
    WAITING,
    /** 결재중: its turn, or there to be signed, read or received. */
    ACTIVE,
    /** 보류. */
    HELD,
    /** 승인. */
    APPROVED,
    /** 반려. */
    REJECTED,
    /** 찬성. */
    AGREED,
    /** 반대. */
    DISAGREED,
    /** 전결로 생략: somebody before it decided finally. */
    PASSED,
    /** 확인 대기: a senior approved first. */
    CONFIRMING,
    /** 확인·공람 완료. */
    DONE,
    /** 후결 이의: signed later, with an objection. */
    OBJECTED,
    /** 접수. */
    RECEIVED,
    /** 반송. */
    RETURNED,
    /** 처리완료. */
    FINISHED,
    /** The document ended before. */
    ENDED;

    /** Whether nobody has decided yet. */
    public boolean open() {
        return this == WAITING || this == ACTIVE || this == HELD;
    }

    /** Whether it is the step's turn. */
    public boolean current() {
        return this == ACTIVE || this == HELD;
    }
}
