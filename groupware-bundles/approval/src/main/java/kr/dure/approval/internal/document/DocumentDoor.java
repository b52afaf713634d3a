package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.List;
import kr.dure.approval.internal.line.Actor;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;

/** Lets in whoever may read a document, as what he stands before it. */
final class DocumentDoor {
    private final Desk desk;
    private final DocumentRepository documents;
    private final People people;
    private final Instant now;

    DocumentDoor(Desk desk, DocumentRepository documents, People people, Instant now) {
        this.desk = desk;
        this.documents = documents;
        this.people = people;
        this.now = now;
    }

    /** Somebody who may read it, and its line. */
    record Visit(DocumentEntity document, List<StepEntity> steps, Actor actor) {}

    /** @throws kr.dure.web.NotFound for what the caller may not read */
    Visit enter(DocumentEntity document) {
        Caller caller = Callers.current();
        List<StepEntity> steps = documents.steps(document.id());
        Actor actor = desk.actors.of(caller, steps, people, now);
        if (!mayRead(caller, actor, document, steps)) {
            throw DocumentRepository.missing();
        }
        return new Visit(document, steps, actor);
    }

    boolean mayRead(DocumentEntity document) {
        return mayRead(Callers.current(), document);
    }

    boolean mayRead(Caller caller, DocumentEntity document) {
        List<StepEntity> steps = documents.steps(document.id());
        return mayRead(caller, desk.actors.of(caller, steps, people, now), document, steps);
    }

    private boolean mayRead(Caller caller, Actor actor, DocumentEntity document, List<StepEntity> steps) {
        return Reading.may(caller, actor, document, steps, people)
                || Reading.may(caller, desk.actors.standingIn(actor, steps, now), document, steps, people);
    }
}
