package kr.dure.approval.internal.document;

import java.util.Locale;
import java.util.Optional;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;

/** Boxes (문서함). */
public enum Box {
    /** 임시저장함. */
    DRAFTS,
    /** 결재대기함. */
    WAITING,
    /** 결재예정함. */
    UPCOMING,
    /** 진행함: drafted or acted on, and on its way. */
    IN_PROGRESS,
    /** 완료함: drafted or acted on, and completed. */
    DONE,
    /** 반려·회수함. */
    REJECTED,
    /** 참조·열람·공람함. */
    REFERRED,
    /** 수신함. */
    RECEIVED,
    /** 부서함. */
    DEPARTMENT,
    /** 전사 문서함. */
    ARCHIVE;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The box that the API calls {@code word}. */
    public static Optional<Box> named(String word) {
        for (Box box : values()) {
            if (box.word().equals(word)) {
                return Optional.of(box);
            }
        }
        return Optional.empty();
    }

    /** In which box of its owner a step shows its document; null for none. */
    static String of(Step step, DocumentState document) {
        if (document == DocumentState.DRAFT) {
            return null;
        }
        Box box = switch (step.role()) {
            case REFERENCE, READING, CIRCULATION, REPORT -> seen(step) ? REFERRED : null;
            case RECEIVING -> seen(step) ? RECEIVED : null;
            default -> ordered(step, document);
        };
        return box == null ? null : box.word();
    }

    private static boolean seen(Step step) {
        return step.state() != StepState.WAITING && step.state() != StepState.ENDED;
    }

    private static Box ordered(Step step, DocumentState document) {
        if (step.state().current() || step.state() == StepState.CONFIRMING) {
            return WAITING;
        }
        if (step.state() == StepState.WAITING) {
            return document.end() && step.parent() == null ? null : UPCOMING;
        }
        if (document.running()) {
            return IN_PROGRESS;
        }
        return switch (document) {
            case COMPLETED, CANCELLED -> DONE;
            case REJECTED, WITHDRAWN -> step.state() == StepState.ENDED ? null : REJECTED;
            default -> null;
        };
    }
}
