package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.ETags;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.document.DocumentDoor.Visit;
import kr.dure.approval.internal.document.DocumentView.AllowedAct;
import kr.dure.approval.internal.document.DocumentView.Attachment;
import kr.dure.approval.internal.document.DocumentView.Linked;
import kr.dure.approval.internal.document.DocumentView.Origin;
import kr.dure.approval.internal.form.CheckedValues;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Flow;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.persistence.Session;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Drafting, reading and editing documents. */
@Component(service = DocumentService.class)
public final class DocumentService {
    private final Desk desk;
    private final ActService acts;

    @Activate
    public DocumentService(@Reference Desk desk, @Reference ActService acts) {
        this.desk = desk;
        this.acts = acts;
    }

    /** Drafts, and submits at once where that is asked. */
    public DocumentView draft(NewDocument asked) {
        asked.check();
        return desk.tx.write(session -> {
            FormSpec form = desk.forms.published(asked.formId());
            DocumentRepository documents = new DocumentRepository(session);
            People people = new People(desk.organisation);
            Instant now = desk.clock.instant();
            UUID caller = Callers.current().accountId();
            DocumentEntity document = new Drafting(desk, documents, people, now).draft(asked, form, caller);
            return answer(session, document, asked);
        });
    }

    /**
     * Changes a draft, or makes a new revision of what is under way (diff kept), by whoever's turn it is.
     *
     * @throws kr.dure.web.Problem 412 when it was changed in the meantime
     */
    public DocumentView change(UUID id, NewDocument asked, int expected) {
        asked.check();
        Set<UUID> followers = new HashSet<>();
        DocumentView changed = desk.tx.write(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            People people = new People(desk.organisation);
            Instant now = desk.clock.instant();
            DocumentEntity document = documents.lock(id);
            Visit visit = new DocumentDoor(desk, documents, people, now).enter(document);
            ETags.require(expected, document.version());
            if (!document.formId().equals(asked.formId())) {
                throw new Invalid("formId", "양식은 바꿀 수 없습니다.", "The form of a document never changes.");
            }
            FormSpec form = desk.forms.spec(document.formId());
            if (document.state() == DocumentState.DRAFT) {
                new Drafting(desk, documents, people, now).rewrite(document, asked, form, visit.steps());
                document.bump();
            } else {
                revise(documents, people, now, visit, asked, form);
                followers.addAll(Telling.followers(document, visit.steps(), desk.settings::officers));
            }
            return answer(session, document, asked);
        });
        desk.telling.changed(id, followers);
        return changed;
    }

    private DocumentView answer(Session session, DocumentEntity document, NewDocument asked) {
        if (asked.submits() && document.state() == DocumentState.DRAFT) {
            new DocumentRepository(session).flush();
            acts.act(document.id(), ActRequest.of(Act.SUBMIT, document.version(), null, asked.comment()));
        }
        return view(session, document);
    }

    private void revise(
            DocumentRepository documents, People people, Instant now, Visit visit, NewDocument asked, FormSpec form) {
        DocumentEntity document = visit.document();
        StepEntity turn = visit.steps().stream()
                .filter(step -> step.state().current() && step.role().decides())
                .filter(step -> step.shows(visit.actor().account()))
                .findFirst()
                .filter(step -> form.approverMayEdit() && document.state().running())
                .orElseThrow(() -> new Forbidden(
                        "지금 결재할 사람만, 그것을 허락하는 양식에서만 내용을 고칠 수 있습니다.",
                        "Only whoever's turn it is may change the content, where the form allows it."));
        Contents.unlocked(document.lockedFields(), document.content(), asked.values());
        Form definition = desk.forms.form(document.formId(), document.formVersion());
        CheckedValues checked =
                Contents.submitted(definition, asked.values(), document.drafter(), document.createdAt(), null, people);
        String before = document.content();
        String after = FormJson.write(checked.values());
        List<Revision.Change> changes = Revision.diff(FormJson.values(before), FormJson.values(after));
        if (changes.isEmpty()) {
            return;
        }
        Who who = people.acting(visit.actor().account());
        document.revise(after);
        document.seal(Contents.hash(document.title(), after, Attachments.list(desk.files, document.id())));
        document.bump();
        documents.add(
                new RevisionEntity(desk.ids.next(), document.id(), document.revision(), who, now, before, changes));
        documents.add(new HistoryEntity(desk.ids.next(), document, "edit", now)
                .by(who, Clients.find().map(Client::address).orElse(null))
                .on(turn, null)
                .saying(asked.comment(), null));
        desk.search.index(DocumentIndex.of(document, visit.steps()));
    }

    /** Throws a draft away. What was submitted stays. */
    public void throwAway(UUID id, int expected) {
        desk.tx.run(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            People people = new People(desk.organisation);
            DocumentEntity document = documents.lock(id);
            Visit visit = new DocumentDoor(desk, documents, people, desk.clock.instant()).enter(document);
            ETags.require(expected, document.version());
            if (document.state() != DocumentState.DRAFT) {
                throw new Conflict("상신한 문서는 지울 수 없습니다.", "What was submitted is never deleted.");
            }
            documents.link(id, List.of());
            visit.steps().forEach(documents::remove);
            documents.flush();
            documents.remove(document);
            desk.files.deleteAll(Attachments.of(id));
        });
    }

    public DocumentView get(UUID id) {
        return desk.tx.read(session -> view(session, new DocumentRepository(session).get(id)));
    }

    public Page<HistoryEntry> history(UUID id, Integer after, int limit) {
        return desk.tx.read(session -> {
            enter(session, id);
            List<HistoryEntry> rows = new DocumentRepository(session)
                    .history(id, after == null ? 0 : after, limit + 1).stream()
                            .map(HistoryEntity::entry)
                            .toList();
            return Page.of(rows, limit, entry -> String.valueOf(entry.version()));
        });
    }

    public Page<Revision> revisions(UUID id, Integer after, int limit) {
        return desk.tx.read(session -> {
            enter(session, id);
            List<Revision> rows = new DocumentRepository(session)
                    .revisions(id, after == null ? 0 : after, limit + 1).stream()
                            .map(RevisionEntity::revision)
                            .toList();
            return Page.of(rows, limit, revision -> String.valueOf(revision.revision()));
        });
    }

    public Page<Question> questions(UUID id) {
        return desk.tx.read(session -> {
            enter(session, id);
            return new Page<>(
                    new DocumentRepository(session)
                            .questions(id, Page.MAX_LIMIT).stream()
                                    .map(QuestionEntity::question)
                                    .toList(),
                    null);
        });
    }

    /** The line a document would have, and why each person is in it. */
    public LinePlan plan(UUID formId, Map<String, Object> values, UUID department) {
        if (formId == null) {
            throw new Invalid("formId", "양식이 필요합니다.", "formId is required.");
        }
        FormSpec form = desk.forms.published(formId);
        return desk.tx.read(session -> {
            People people = new People(desk.organisation);
            Who drafter = people.drafting(Callers.current().accountId(), department);
            Form definition = desk.forms.form(form.id(), form.version());
            String content = Contents.draft(
                    definition, values == null ? Map.of() : values, drafter, desk.clock.instant(), people);
            return LinePlan.of(form.lineRule(), drafter, Drafting.amount(definition, content), people);
        });
    }

    private Visit enter(Session session, UUID id) {
        DocumentRepository documents = new DocumentRepository(session);
        return new DocumentDoor(desk, documents, new People(desk.organisation), desk.clock.instant())
                .enter(documents.get(id));
    }

    /** For the archive, which is nobody's. */
    DocumentView whole(UUID id) {
        return desk.tx.read(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            return view(documents, documents.get(id), documents.steps(id), List.of());
        });
    }

    /** As {@link #whole}. */
    List<HistoryEntry> wholeHistory(UUID id) {
        return desk.tx.read(session -> new DocumentRepository(session)
                .history(id, 0, Page.MAX_LIMIT).stream()
                        .map(HistoryEntity::entry)
                        .toList());
    }

    /** As the caller may see it. */
    DocumentView view(Session session, DocumentEntity document) {
        DocumentRepository documents = new DocumentRepository(session);
        documents.flush();
        Visit visit = enter(session, document.id());
        List<StepEntity> steps = visit.steps();
        LinePolicy policy =
                document.policy() == null ? desk.settings.policy() : Json.read(document.policy(), LinePolicy.class);
        Flow flow = document.flow(policy, steps.stream().map(StepEntity::step).toList());
        List<AllowedAct> allowed = flow.allowed(visit.actor()).stream()
                .map(one -> new AllowedAct(
                        one.act().word(),
                        one.step(),
                        one.onBehalf() == null
                                ? null
                                : steps.stream()
                                        .filter(step -> step.id().equals(one.step()))
                                        .findFirst()
                                        .map(StepEntity::who)
                                        .orElse(null)))
                .toList();
        return view(documents, document, steps, allowed);
    }

    private DocumentView view(
            DocumentRepository documents, DocumentEntity document, List<StepEntity> steps, List<AllowedAct> allowed) {
        Form form = desk.forms.form(document.formId(), document.formVersion());
        return new DocumentView(
                document.id(),
                document.formId(),
                document.formVersion(),
                document.formCode(),
                document.formName(),
                document.title(),
                document.state(),
                document.number(),
                document.version(),
                document.revision(),
                document.laterPending(),
                document.urgent(),
                document.security(),
                document.retention(),
                document.retainUntil(),
                document.destroyedAt(),
                document.drafter(),
                document.createdAt(),
                document.submittedAt(),
                document.completedAt(),
                FormJson.map(form.definition()),
                FormJson.values(document.content()),
                document.lockedFields(),
                document.originSystem() == null
                        ? null
                        : new Origin(document.originSystem(), document.originReference()),
                document.contentHash(),
                steps.stream().map(StepEntity::view).toList(),
                documents.links(document.id()).stream()
                        .map(documents::find)
                        .flatMap(Optional::stream)
                        .map(other -> new Linked(other.id(), other.title(), other.number(), other.state()))
                        .toList(),
                document.attachments() == 0
                        ? List.of()
                        : Attachments.list(desk.files, document.id()).stream()
                                .map(file -> new Attachment(file.id(), file.name(), file.mediaType(), file.size()))
                                .toList(),
                document.redraftOf(),
                document.cancels(),
                document.cancelledBy(),
                allowed);
    }
}
