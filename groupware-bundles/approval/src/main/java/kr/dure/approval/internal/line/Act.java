package kr.dure.approval.internal.line;

import java.util.Locale;
import java.util.Optional;

/** What people do with a document. */
public enum Act {
    /** 상신. */
    SUBMIT(false),
    /** 승인. */
    APPROVE(true),
    /** 반려. */
    REJECT(true),
    /** 찬성. */
    AGREE(true),
    /** 반대. */
    DISAGREE(true),
    /** 후결 이의. */
    OBJECT(true),
    /** 보류. */
    HOLD(true),
    /** 보류 해제. */
    RESUME(true),
    /** 질문. */
    ASK(true),
    /** 답변. */
    ANSWER(false),
    /** 회수. */
    WITHDRAW(false),
    /** 재기안. */
    REDRAFT(false),
    /** 취소 기안. */
    CANCEL(false),
    /** 결재자 추가. */
    ADD_APPROVER(false),
    /** 결재자 변경. */
    EXCHANGE_APPROVER(true),
    /** 확인·공람. */
    ACKNOWLEDGE(true),
    /** 합의기안: opens the line inside a department. */
    OPEN_LINE(true),
    /** 접수. */
    RECEIVE(true),
    /** 반송. */
    RETURN(true),
    /** 담당 지정. */
    ASSIGN(true),
    /** 처리완료. */
    FINISH(true);

    private final boolean onStep;

    Act(boolean onStep) {
        this.onStep = onStep;
    }

    /** Whether it is done to one step of the line. */
    public boolean onStep() {
        return onStep;
    }

    /** As the API writes it: {@code add-approver}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The act that the API calls {@code word}. */
    public static Optional<Act> of(String word) {
        for (Act act : values()) {
            if (act.word().equals(word)) {
                return Optional.of(act);
            }
        }
        return Optional.empty();
    }
}
