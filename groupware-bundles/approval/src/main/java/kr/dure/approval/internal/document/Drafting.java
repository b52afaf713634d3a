package kr.dure.approval.internal.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.document.DocumentEntity.Cover;
import kr.dure.approval.internal.document.DocumentEntity.FormUse;
import kr.dure.approval.internal.form.CheckedValues;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.line.LineCheck;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;
import kr.dure.storage.StoredFile;
import kr.dure.web.Invalid;

/** Makes drafts: new ones, copies of rejected ones, and those that cancel completed ones. */
final class Drafting {
    private final Desk desk;
    private final DocumentRepository documents;
    private final People people;
    private final Instant now;

    Drafting(Desk desk, DocumentRepository documents, People people, Instant now) {
        this.desk = desk;
        this.documents = documents;
        this.people = people;
        this.now = now;
    }

    DocumentEntity draft(NewDocument asked, FormSpec form, UUID drafter) {
        people.meet(people(drafter, asked.line()));
        Who who = people.drafting(drafter, asked.departmentId());
        DocumentEntity document = new DocumentEntity(desk.ids.next(), use(form), who, now);
        document.cover(cover(asked, form));
        document.write("{}", 0);
        documents.add(document);
        write(document, asked, form, List.of());
        if (!asked.linked().isEmpty()) {
            link(document, asked.linked());
        }
        return document;
    }

    /** Everybody who will be looked up; whether the line is right is said later. */
    private static Set<UUID> people(UUID drafter, List<LineStep> line) {
        Set<UUID> people = new HashSet<>(Set.of(drafter));
        if (line != null) {
            line.stream()
                    .filter(step -> step != null && step.accountId() != null)
                    .forEach(step -> people.add(step.accountId()));
        }
        return people;
    }

    /** What the drafter made of his draft. */
    void rewrite(DocumentEntity document, NewDocument asked, FormSpec form, List<StepEntity> rows) {
        write(document, asked, form, rows);
        link(document, asked.linked());
    }

    private void write(DocumentEntity document, NewDocument asked, FormSpec form, List<StepEntity> rows) {
        Form definition = desk.forms.form(document.formId(), document.formVersion());
        Contents.unlocked(document.lockedFields(), document.content(), asked.values());
        Who drafter = document.drafter();
        String content = Contents.draft(definition, asked.values(), drafter, now, people);
        List<LineStep> line =
                LinePlan.chosen(asked.line(), form.lineRule(), drafter, () -> amount(definition, content), people);
        document.cover(cover(asked, form));
        document.write(
                content,
                Attachments.change(
                        desk.files, document.id(), asked.removed(), asked.uploads(), document.attachments()));
        new LineRows(documents, document, people, rows).replace(LineStep.steps(line, "line", desk.ids::next));
    }

    /** A copy to go on with (재기안). */
    DocumentEntity redraft(DocumentEntity old, List<StepEntity> rows) {
        FormSpec form = desk.forms.published(old.formId());
        DocumentEntity copy = copy(old, form, old.title());
        copy.redrafts(old.id());
        copy.write(content(old, form, copy), copyFiles(old, copy));
        new LineRows(documents, copy, people, List.of()).replace(fresh(rows));
        documents.link(copy.id(), documents.links(old.id()));
        return copy;
    }

    /** A document that cancels {@code old} when it is completed (취소 기안), along the same line. */
    DocumentEntity cancelling(DocumentEntity old, List<StepEntity> rows) {
        FormSpec form = desk.forms.spec(old.formId());
        String title = "[취소] " + old.title();
        DocumentEntity copy = copy(old, form, title.substring(0, Math.min(title.length(), NewDocument.LONGEST_TITLE)));
        copy.cancels(old.id());
        copy.write(content(old, form, copy), 0);
        new LineRows(documents, copy, people, List.of()).replace(fresh(rows));
        documents.link(copy.id(), List.of(old.id()));
        return copy;
    }

    private DocumentEntity copy(DocumentEntity old, FormSpec form, String title) {
        Who drafter = people.acting(old.drafterId());
        DocumentEntity copy = new DocumentEntity(desk.ids.next(), use(form), drafter, now);
        copy.cover(new Cover(title, old.urgent(), old.security(), old.retention()));
        copy.write("{}", 0);
        documents.add(copy);
        return copy;
    }

    /** As far as today's form still has the fields. */
    private String content(DocumentEntity old, FormSpec form, DocumentEntity copy) {
        Map<String, Object> values = FormJson.values(old.content());
        Form definition = desk.forms.form(form.id(), form.version());
        values.keySet()
                .removeIf(key -> definition.definition().fields().stream()
                        .noneMatch(field -> field.key().equals(key)));
        return Contents.draft(definition, values, copy.drafter(), now, people);
    }

    private int copyFiles(DocumentEntity old, DocumentEntity copy) {
        List<StoredFile> files = Attachments.list(desk.files, old.id());
        files.forEach(file -> desk.files.copy(file.id(), Attachments.of(copy.id())));
        return files.size();
    }

    /** The line as it was named, without who has left; what a department got by its people goes to the department again. */
    private List<Step> fresh(List<StepEntity> rows) {
        people.meet(rows.stream().map(StepEntity::accountId).collect(Collectors.toSet()));
        Set<UUID> departments = new HashSet<>();
        return LineCheck.numbered(rows.stream()
                .filter(row -> row.parentId() == null && row.role() != Role.REPORT)
                .filter(row -> row.viaId() == null
                        ? row.accountId() == null
                                || people.find(row.accountId()).isPresent()
                        : departments.add(row.viaId())
                                && people.department(row.viaId()).isPresent())
                .map(row -> {
                    Step step = row.step();
                    return row.viaId() != null
                            ? Step.ofDepartment(desk.ids.next(), step.order(), step.role(), row.viaId())
                            : new Step(
                                    desk.ids.next(),
                                    step.order(),
                                    step.role(),
                                    StepState.WAITING,
                                    step.account(),
                                    step.department(),
                                    step.forAccount(),
                                    null,
                                    null,
                                    null);
                })
                .toList());
    }

    private void link(DocumentEntity document, List<UUID> linked) {
        for (int i = 0; i < linked.size(); i++) {
            check(document, linked.get(i), "linked[" + i + "]");
        }
        documents.link(document.id(), linked);
    }

    private void check(DocumentEntity document, UUID other, String field) {
        Optional<DocumentEntity> found = documents.find(other);
        boolean may = found.isPresent()
                && !other.equals(document.id())
                && new DocumentDoor(desk, documents, people, now).mayRead(found.get());
        if (!may) {
            throw new Invalid(field, "볼 수 있는 문서만 연결합니다.", "Only documents you may read can be linked.");
        }
    }

    private static FormUse use(FormSpec form) {
        return new FormUse(form.id(), form.version(), form.code(), form.name().ko());
    }

    private static Cover cover(NewDocument asked, FormSpec form) {
        return new Cover(
                asked.title().strip(),
                Boolean.TRUE.equals(asked.urgent()),
                asked.security() == null ? form.security() : asked.security(),
                asked.retention() == null ? form.retention() : asked.retention());
    }

    static BigDecimal amount(Form form, String content) {
        return form.facts(new CheckedValues(FormJson.values(content), Map.of())).amount();
    }
}
