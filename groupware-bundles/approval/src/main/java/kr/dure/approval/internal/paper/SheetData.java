package kr.dure.approval.internal.paper;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kr.dure.approval.internal.form.FormDefinition;

/**
 * Everything that stands on the paper of a document. Names and positions are those of the moment each act was done, dates
 * and times are Korea's.
 *
 * @param language of what is printed around the content
 * @param company its name
 * @param form name of the form, the head of the sheet
 * @param title of the document
 * @param number null while it has none
 * @param drafted day of the draft
 * @param department of the drafter
 * @param drafter name and position
 * @param retention e.g. 5년
 * @param security e.g. 대외비
 * @param effective 시행일, null before completion
 * @param approvals the boxes of the 결재란, the drafter's first
 * @param agreements 합의, may be empty
 * @param assistances 협조, may be empty
 * @param references 참조, names; may be empty
 * @param receivers 수신, names; may be empty
 * @param definition of the form's version
 * @param values checked
 * @param attachments names and sizes, in their order
 * @param linked other documents, e.g. {@code 총무-2026-00120 사무실 이전의 건}
 * @param comments in the order they were made
 * @param watermark across the pages, e.g. 취소; empty for none
 */
public record SheetData(
        Locale language,
        String company,
        String form,
        String title,
        String number,
        LocalDate drafted,
        String department,
        String drafter,
        String retention,
        String security,
        LocalDate effective,
        List<Box> approvals,
        List<Box> agreements,
        List<Box> assistances,
        List<String> references,
        List<String> receivers,
        FormDefinition definition,
        Map<String, Object> values,
        List<Attachment> attachments,
        List<String> linked,
        List<Comment> comments,
        String watermark) {
    public SheetData {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(drafted, "drafted");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(values, "values");
        approvals = List.copyOf(approvals);
        agreements = List.copyOf(agreements);
        assistances = List.copyOf(assistances);
        references = List.copyOf(references);
        receivers = List.copyOf(receivers);
        attachments = List.copyOf(attachments);
        linked = List.copyOf(linked);
        comments = List.copyOf(comments);
        watermark = watermark == null ? "" : watermark;
    }

    /**
     * A column of the 결재란.
     *
     * @param head 직위 of whoever stands here, or the department for its agreement; 기안 for the drafter where there is none
     * @param name of whoever signed; before that, of whoever is to sign
     * @param forName whose box it is when a deputy signed it; null otherwise
     * @param mark what was done
     * @param signature id of the picture; null for the round seal with the name
     * @param at when; null before
     */
    public record Box(String head, String name, String forName, Mark mark, String signature, LocalDateTime at) {
        public Box {
            Objects.requireNonNull(mark, "mark");
        }
    }

    /** What a box shows. */
    public enum Mark {
        /** Nothing yet. */
        OPEN,
        SIGNED,
        /** 전결: signed, with the word. */
        FINAL,
        /** 대결: signed by a deputy, with the word. */
        DEPUTY,
        /** 후결: the word, and the seal once it was signed. */
        LATER,
        /** 선결: signed before its turn, with the word. */
        PRIOR,
        /** A slash: decided without this one (전결, 공석). */
        SKIPPED,
        /** 반려. */
        REJECTED,
        /** 찬성, in rows of agreement. */
        AGREED,
        /** 반대. */
        DISAGREED
    }

    /** @param size in bytes */
    public record Attachment(String name, long size) {}

    /**
     * 의견.
     *
     * @param who name and position
     * @param what was done, e.g. 승인
     */
    public record Comment(String who, String what, LocalDateTime at, String text) {}
}
