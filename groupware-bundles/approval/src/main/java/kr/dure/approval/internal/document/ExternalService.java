package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Drafts that another system brings for a person (외부 시스템 기안): he finds them in his drafts, with values he cannot
 * change, and submits them. The same reference makes one document, however often it is sent.
 */
@Component(service = ExternalService.class)
public final class ExternalService {
    private static final int LONGEST = 100;
    private static final int MOST_LOCKED = 100;

    private final Desk desk;

    /**
     * What another system drafts.
     *
     * @param system its name
     * @param reference what it calls the matter; unique for the system
     * @param drafterId the account of whoever submits it
     * @param lockedFields keys of values that nobody may change; null for all that are sent
     * @param line null for the form's default line
     */
    public record ExternalDocument(
            String system,
            String reference,
            UUID drafterId,
            String formCode,
            String title,
            Map<String, Object> values,
            List<String> lockedFields,
            List<LineStep> line) {}

    /** @param created false when the reference was known already */
    public record Taken(UUID id, boolean created, Outcome document) {}

    @Activate
    public ExternalService(@Reference Desk desk) {
        this.desk = desk;
    }

    Taken draft(ExternalDocument asked) {
        check(asked);
        FormSpec form = desk.forms.byCode(asked.formCode());
        return desk.tx.write(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            session.entities()
                    .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtext(current_setting('dure.tenant')),"
                            + " hashtext(?1)) AS text)")
                    .setParameter(1, asked.system() + "/" + asked.reference())
                    .getResultList();
            Optional<DocumentEntity> known = documents.byOrigin(asked.system(), asked.reference());
            if (known.isPresent()) {
                return taken(known.get(), false);
            }
            People people = new People(desk.organisation);
            people.named(asked.drafterId(), "drafterId");
            Instant now = desk.clock.instant();
            NewDocument document = new NewDocument(
                    form.id(),
                    asked.title(),
                    asked.values(),
                    null,
                    asked.line(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            document.check();
            DocumentEntity made = new Drafting(desk, documents, people, now).draft(document, form, asked.drafterId());
            List<String> locked =
                    asked.lockedFields() == null ? List.copyOf(document.values().keySet()) : asked.lockedFields();
            made.from(asked.system(), asked.reference(), locked);
            documents.flush();
            session.audit("approval.external-draft", made.id().toString(), asked.system() + " " + asked.reference());
            return taken(made, true);
        });
    }

    private static Taken taken(DocumentEntity document, boolean created) {
        return new Taken(document.id(), created, Outcome.of(document, null));
    }

    private static void check(ExternalDocument asked) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(asked != null, "", "문서가 필요합니다.", "A document is required.");
        checks.done();
        checks.text(asked.system(), "system", LONGEST);
        checks.text(asked.reference(), "reference", LONGEST);
        checks.check(asked.drafterId() != null, "drafterId", "기안자가 필요합니다.", "drafterId is required.");
        checks.check(
                asked.lockedFields() == null
                        || asked.lockedFields().size() <= MOST_LOCKED
                                && asked.lockedFields().stream()
                                        .allMatch(key -> key != null && key.matches("[a-z][A-Za-z0-9]*")),
                "lockedFields",
                "잠글 항목의 이름이 바르지 않습니다.",
                "lockedFields has names of fields.");
        checks.done();
    }
}
