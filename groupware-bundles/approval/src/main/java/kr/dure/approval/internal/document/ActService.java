package kr.dure.approval.internal.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.document.DocumentDoor.Visit;
import kr.dure.approval.internal.form.CheckedValues;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Flow;
import kr.dure.approval.internal.line.LineCheck;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.approval.internal.line.Move;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.job.Job;
import kr.dure.persistence.Session;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Acts on documents. Each is one transaction under the document's lock: of two at once one wins, the other is told who was
 * quicker; after a crash an act was done or was not.
 */
@Component(service = ActService.class)
public final class ActService {
    private static final Set<Act> SIGNED = Set.of(
            Act.APPROVE,
            Act.REJECT,
            Act.AGREE,
            Act.DISAGREE,
            Act.OBJECT,
            Act.HOLD,
            Act.ACKNOWLEDGE,
            Act.RECEIVE,
            Act.RETURN,
            Act.FINISH);

    private final Desk desk;

    @Activate
    public ActService(@Reference Desk desk) {
        this.desk = desk;
    }

    /**
     * Does one act as the caller.
     *
     * @throws Problem 404 for what he may not read; 409 {@code already-acted} when somebody was quicker, {@code not-now}
     *     when the state does not allow it; 403 when it is not his to do; 422 naming what is wrong
     */
    public Outcome act(UUID id, ActRequest request) {
        Act act = request.checked();
        Map<UUID, Set<UUID>> followers = new HashMap<>();
        Outcome outcome = desk.tx.write(session -> new Deed(session, id, followers).act(act, request));
        followers.forEach(desk.telling::changed);
        return outcome;
    }

    /** What waits for a time that is over counts as approved. */
    void expire(UUID id) {
        Map<UUID, Set<UUID>> followers = new HashMap<>();
        desk.tx.run(session -> new Deed(session, id, followers).expire());
        followers.forEach(desk.telling::changed);
    }

    /** One act in its transaction. */
    private final class Deed {
        private final Session session;
        private final DocumentRepository documents;
        private final People people = new People(desk.organisation);
        /** As exactly as the database keeps it. */
        private final Instant now = desk.clock.instant().truncatedTo(ChronoUnit.MICROS);

        private final DocumentEntity document;
        /** Whose open screens show which documents that this changes. */
        private final Map<UUID, Set<UUID>> followers;

        Deed(Session session, UUID id, Map<UUID, Set<UUID>> followers) {
            this.session = session;
            this.followers = followers;
            this.documents = new DocumentRepository(session);
            this.document = documents.lock(id);
        }

        Outcome act(Act act, ActRequest request) {
            Visit visit = new DocumentDoor(desk, documents, people, now).enter(document);
            Optional<StepEntity> reading = reading(visit, act, request);
            if (reading.filter(row -> visit.actor().account().equals(row.actorId()))
                    .isPresent()) {
                return Outcome.of(document, null);
            }
            // That others have read it in the meantime takes nothing from who reads it now.
            boolean overtaken = request.version() != document.version()
                    && (reading.filter(row -> row.state() == StepState.ACTIVE).isEmpty()
                            || request.version() > document.version());
            if (overtaken) {
                return replayed(act, request);
            }
            Set<UUID> handling = Telling.handling(visit.steps());
            LineRows line = new LineRows(documents, document, people, visit.steps());
            // What this app knows first, then what others know: each change between them costs a statement.
            LinePolicy policy = policy();
            UUID caller = Callers.current().accountId();
            UUID stamp = signs(act) ? documents.signature(caller).orElse(null) : null;
            people.meet(act == Act.SUBMIT ? line.people(caller) : Set.of(caller));
            Who who = people.acting(caller);
            if (act == Act.SUBMIT && document.state() == DocumentState.DRAFT) {
                LineCheck.check(line.steps(), policy, document.drafterId());
                line.spread(desk.ids::next);
            }
            Flow before = document.flow(policy, line.steps());
            Step inserted = request.insert() == null ? null : inserted(request.insert());
            Move move = new Move(
                    act,
                    visit.actor(),
                    request.step(),
                    request.back(),
                    request.comment(),
                    request.account(),
                    request.accounts(),
                    inserted,
                    now);
            Flow after = before.apply(move, desk.ids::next);
            if (act == Act.SUBMIT) {
                submit(line, policy);
            }
            document.bump();
            UUID created = beside(act, request, line, who);
            List<StepEntity> begun = line.follow(after, before.state());
            sign(act, move, before, line, who, stamp);
            settle(before, after, line, begun);
            HistoryEntity history = new HistoryEntity(desk.ids.next(), document, act.word(), now)
                    .by(who, Clients.find().map(Client::address).orElse(null));
            if (request.step() != null) {
                history.on(line.row(request.step()), stamp);
            }
            documents.add(history.saying(request.comment(), created == null ? about(request) : created.toString()));
            told(act, request, who, before, after, begun, line);
            index(before, after, line);
            complete(before, after);
            handling.addAll(Telling.followers(document, line.rows(), desk.settings::officers));
            followers.put(document.id(), handling); // also who has lost his turn by it
            return Outcome.of(document, created);
        }

        void expire() {
            LineRows line = new LineRows(documents, document, people, documents.steps(document.id()));
            Flow before = document.flow(policy(), line.steps());
            Flow after = before.expire(now);
            if (after.equals(before)) {
                return;
            }
            document.bump();
            List<StepEntity> begun = line.follow(after, before.state());
            before.steps().stream()
                    .filter(step -> step.role() == Role.LATER
                            && step.state() == StepState.ACTIVE
                            && line.row(step.id()).state() == StepState.APPROVED)
                    .forEach(step -> line.row(step.id()).expired(now));
            settle(before, after, line, begun);
            documents.add(new HistoryEntity(desk.ids.next(), document, "auto-approve", now));
            tell(begun, line);
            index(before, after, line);
            complete(before, after);
            followers.put(document.id(), Telling.followers(document, line.rows(), desk.settings::officers));
        }

        /** The rules of the submission hold until the end. */
        private LinePolicy policy() {
            return document.policy() == null ? desk.settings.policy() : Json.read(document.policy(), LinePolicy.class);
        }

        private Step inserted(LineStep insert) {
            List<Step> one = LineStep.steps(List.of(insert), "insert", desk.ids::next);
            if (insert.role() == Role.CIRCULATION && insert.accountId() == null) {
                throw new Invalid(
                        "insert.accountId",
                        "상신한 뒤에는 공람할 사람을 한 명씩 더해 주세요.",
                        "Once submitted, add the people to circulate to one by one.");
            }
            return insert.step(one.get(0).id());
        }

        /** The step of a circulated document that somebody acknowledges, or has acknowledged already. */
        private static Optional<StepEntity> reading(Visit visit, Act act, ActRequest request) {
            return visit.steps().stream()
                    .filter(row -> act == Act.ACKNOWLEDGE && row.role() == Role.CIRCULATION)
                    .filter(row -> row.id().equals(request.step()))
                    .filter(row -> row.state() == StepState.ACTIVE || row.state() == StepState.DONE)
                    .findFirst();
        }

        /** The same act of the same person once more is answered as before; anything else was overtaken. */
        private Outcome replayed(Act act, ActRequest request) {
            Optional<HistoryEntity> done = documents.history(document.id(), request.version() + 1);
            UUID caller = Callers.current().accountId();
            boolean same = done.isPresent()
                    && done.get().act().equals(act.word())
                    && caller.equals(done.get().actorId())
                    && Objects.equals(done.get().stepId(), request.step())
                    && Objects.equals(done.get().comment(), request.comment());
            if (same) {
                boolean makes = act == Act.REDRAFT || act == Act.CANCEL;
                return Outcome.of(document, makes ? UUID.fromString(done.get().detail()) : null);
            }
            throw alreadyActed(done.orElse(null));
        }

        private Problem alreadyActed(HistoryEntity by) {
            String name =
                    by == null || by.actorName() == null ? document.drafter().name() : by.actorName();
            return new Problem(
                            409,
                            "already-acted",
                            new Text("그사이 처리되었습니다", "Somebody was quicker"),
                            new Text(
                                    name + "님이 먼저 처리했습니다. 문서를 다시 열어 주세요.",
                                    name + " acted in the meantime. Open the document again."))
                    .with("by", by == null ? document.drafterId() : by.actorId())
                    .with("byName", name)
                    .with("act", by == null ? "edit" : by.act())
                    .with("at", by == null ? now : by.at())
                    .with("version", document.version());
        }

        /** Checks and computes the values, seals them, and writes down the rules and the names of this moment. */
        private void submit(LineRows line, LinePolicy policy) {
            Form form = desk.forms.form(document.formId(), document.formVersion());
            Who drafter = people.drafting(document.drafterId(), document.departmentId());
            document.draftedBy(drafter);
            CheckedValues checked =
                    Contents.submitted(form, FormJson.values(document.content()), drafter, now, null, people);
            document.write(FormJson.write(checked.values()), document.attachments());
            document.submit(Json.write(policy), now);
            document.seal(Contents.hash(
                    document.title(),
                    document.content(),
                    document.attachments() == 0 ? List.of() : Attachments.list(desk.files, document.id())));
            line.name();
        }

        /** What an act does beside the line. */
        private UUID beside(Act act, ActRequest request, LineRows line, Who who) {
            switch (act) {
                case REDRAFT -> {
                    return new Drafting(desk, documents, people, now)
                            .redraft(document, line.rows())
                            .id();
                }
                case CANCEL -> {
                    if (document.cancels() != null) {
                        throw new Conflict("취소 문서는 취소할 수 없습니다.", "A cancelling document cannot be cancelled.");
                    }
                    return new Drafting(desk, documents, people, now)
                            .cancelling(document, line.rows())
                            .id();
                }
                case ASK -> {
                    boolean known = document.drafterId().equals(request.account())
                            || line.rows().stream()
                                    .anyMatch(row -> request.account().equals(row.accountId()));
                    if (!known) {
                        throw new Invalid(
                                "account", "기안자나 결재선에 있는 사람에게만 물을 수 있습니다.", "Ask the drafter or somebody in the line.");
                    }
                    Who of = people.named(request.account(), "account");
                    documents.add(new QuestionEntity(desk.ids.next(), document.id(), who, of, request.comment(), now));
                    desk.telling.asked(document, of.accountId(), who.name());
                }
                case ANSWER -> answer(request, who);
                case ASSIGN ->
                    line.row(request.step())
                            .assignee(people.named(request.account(), "account").name());
                case RECEIVE -> {
                    StepEntity row = line.row(request.step());
                    UUID unit = row.departmentId();
                    row.receipt(new Numbers(session).receipt(unit, row.departmentName(), now));
                }
                default -> {}
            }
            return null;
        }

        private void answer(ActRequest request, Who who) {
            QuestionEntity question = documents.question(request.question());
            if (!question.documentId().equals(document.id())
                    || !question.askedOf().equals(who.accountId())) {
                throw new Forbidden("나에게 온 질문이 아닙니다.", "This question was not asked of you.");
            }
            if (!question.open()) {
                throw new Conflict("이미 답한 질문입니다.", "This question has been answered.");
            }
            if (request.comment() == null || request.comment().isBlank()) {
                throw new Invalid("comment", "답변을 적어 주세요.", "A comment is required.");
            }
            question.answer(request.comment(), now);
            desk.telling.answered(document, question.askedBy(), who.name());
        }

        private boolean signs(Act act) {
            return act == Act.SUBMIT || SIGNED.contains(act);
        }

        private void sign(Act act, Move move, Flow before, LineRows line, Who who, UUID stamp) {
            if (!SIGNED.contains(act)) {
                return;
            }
            StepEntity row = line.row(move.step());
            if (row.state() != StepState.WAITING) {
                row.actedBy(who, now, move.comment(), stamp);
            }
            if (row.parentId() != null) {
                StepEntity outer = line.row(row.parentId());
                boolean answered = before.step(outer.id())
                        .map(step -> step.state() != outer.state())
                        .orElse(false);
                if (answered) {
                    outer.actedBy(who, now, move.comment(), stamp);
                }
            }
        }

        private void settle(Flow before, Flow after, LineRows line, List<StepEntity> begun) {
            document.follow(after);
            line.deputies(begun, desk.actors, now);
            begun.stream()
                    .filter(row -> row.step().deadline() != null)
                    .forEach(row -> session.schedule(Job.once(
                            LaterApproval.NAME,
                            document.id() + ":" + row.id(),
                            row.step().deadline(),
                            document.id().toString())));
        }

        private void index(Flow before, Flow after, LineRows line) {
            boolean indexed = before.state() == DocumentState.DRAFT && after.state() != DocumentState.DRAFT
                    || after.state().end() && before.state() != after.state() && !completes(before, after);
            if (indexed) {
                desk.search.index(DocumentIndex.of(document, line.rows()));
            }
        }

        private static boolean completes(Flow before, Flow after) {
            return after.state() == DocumentState.COMPLETED && before.state() != DocumentState.COMPLETED;
        }

        /**
         * Last of all, for whoever wants a number of the same scope waits until the end of the transaction. What can follow
         * it does: {@link Completions}.
         */
        private void complete(Flow before, Flow after) {
            if (completes(before, after)) {
                documents.flush();
                complete();
                session.schedule(Sealing.of(now));
            }
        }

        private void complete() {
            FormSpec form = desk.forms.spec(document.formId());
            Form definition = desk.forms.form(document.formId(), document.formVersion());
            String number = new Numbers(session)
                    .issue(desk.ids.next(), form, document, document.drafter().departmentName(), now);
            document.complete(
                    number,
                    Contents.numbered(definition, document.content(), number),
                    document.retention().keepUntil(now).orElse(null),
                    now);
            session.publish(DocumentCompleted.of(
                    document, definition.facts(new CheckedValues(FormJson.values(document.content()), Map.of()))));
            if (document.cancels() != null) {
                cancelOriginal(document.cancels());
            }
        }

        /** The document that this one cancels: never deleted, its number stays in the register with the reason. */
        private void cancelOriginal(UUID id) {
            DocumentEntity original = documents.lock(id);
            if (original.state() != DocumentState.COMPLETED) {
                throw new Conflict("취소할 문서가 완결 상태가 아닙니다.", "The document to cancel is not completed any more.");
            }
            LineRows line = new LineRows(documents, original, people, documents.steps(id));
            Flow before = original.flow(Json.read(original.policy(), LinePolicy.class), line.steps());
            Flow after = before.cancelled();
            original.cancelledBy(document.id());
            original.bump();
            line.follow(after, before.state());
            original.follow(after);
            new Numbers(session).cancel(id, document.title(), now);
            documents.add(new HistoryEntity(desk.ids.next(), original, "cancelled", now)
                    .saying(document.title(), document.id().toString()));
            session.publish(new DocumentCancelled(
                    id,
                    original.version(),
                    original.formCode(),
                    original.number(),
                    original.drafterId(),
                    original.departmentId(),
                    document.id(),
                    document.title(),
                    now));
            desk.search.index(DocumentIndex.of(original, line.rows()));
            desk.telling.cancelled(original);
            followers.put(id, Telling.followers(original, line.rows(), desk.settings::officers));
        }

        private void told(
                Act act, ActRequest request, Who who, Flow before, Flow after, List<StepEntity> begun, LineRows line) {
            if (after.state() == DocumentState.REJECTED && before.state() != DocumentState.REJECTED) {
                desk.telling.rejected(document, who.name());
            }
            if (act == Act.ASSIGN) {
                desk.telling.received(document, Set.of(request.account()));
            }
            tell(begun, line);
        }

        private void tell(List<StepEntity> begun, LineRows line) {
            Set<UUID> waiting = new HashSet<>();
            Set<UUID> referred = new HashSet<>();
            Set<UUID> received = new HashSet<>();
            List<StepEntity> represented = new ArrayList<>();
            for (StepEntity row : begun) {
                switch (row.role()) {
                    case REFERENCE, READING, CIRCULATION, REPORT -> {
                        if (row.accountId() != null) {
                            referred.add(row.accountId());
                        }
                    }
                    case RECEIVING -> received.addAll(owners(row));
                    default -> {
                        waiting.addAll(owners(row));
                        if (row.deputyId() != null) {
                            represented.add(row);
                        }
                    }
                }
            }
            desk.telling.waiting(document, waiting);
            represented.forEach(row ->
                    desk.telling.waitingFor(document, row.deputyId(), row.who().name()));
            desk.telling.referred(document, referred);
            desk.telling.received(document, received);
        }

        private Set<UUID> owners(StepEntity row) {
            return row.accountId() != null ? Set.of(row.accountId()) : desk.settings.officers(row.departmentId());
        }

        private String about(ActRequest request) {
            return request.account() == null
                    ? null
                    : people.person(request.account()).orElse(request.account().toString());
        }
    }
}
