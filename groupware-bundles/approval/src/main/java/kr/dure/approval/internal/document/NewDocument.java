package kr.dure.approval.internal.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.web.Invalid;

/**
 * What somebody drafts, or makes of his draft.
 *
 * @param departmentId which of the drafter's departments he drafts for; null for his main one
 * @param line null for the form's default line
 * @param retention null for the form's
 * @param security null for the form's
 * @param linked documents this one refers to
 * @param uploads finished uploads that become attachments
 * @param removed attachments of the draft that go
 * @param submit whether it is submitted at once
 * @param comment what the drafter says when submitting
 */
public record NewDocument(
        UUID formId,
        String title,
        Map<String, Object> values,
        UUID departmentId,
        List<LineStep> line,
        Retention retention,
        Security security,
        Boolean urgent,
        List<UUID> linked,
        List<UUID> uploads,
        List<UUID> removed,
        Boolean submit,
        String comment) {
    static final int LONGEST_TITLE = 200;
    private static final int MOST_LINKED = 20;
    private static final int MOST_UPLOADS = 50;

    public NewDocument {
        values = values == null ? Map.of() : values;
        linked = linked == null ? List.of() : linked;
        uploads = uploads == null ? List.of() : uploads;
        removed = removed == null ? List.of() : removed;
    }

    /** @throws Invalid naming what cannot be kept */
    void check() {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(formId != null, "formId", "양식이 필요합니다.", "formId is required.");
        checks.text(title, "title", LONGEST_TITLE);
        checks.check(
                linked.size() <= MOST_LINKED && linked.stream().noneMatch(Objects::isNull),
                "linked",
                "연결문서는 " + MOST_LINKED + "건까지입니다.",
                "At most " + MOST_LINKED + " documents are linked.");
        checks.check(
                uploads.size() <= MOST_UPLOADS && uploads.stream().noneMatch(Objects::isNull),
                "uploads",
                "첨부는 한 번에 " + MOST_UPLOADS + "개까지입니다.",
                "At most " + MOST_UPLOADS + " files are attached at once.");
        checks.done();
    }

    boolean submits() {
        return Boolean.TRUE.equals(submit);
    }
}
