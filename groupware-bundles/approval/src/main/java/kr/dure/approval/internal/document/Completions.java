package kr.dure.approval.internal.document;

import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What follows the completion of a document and needs its number: the search finds it, and whoever drafted it is told. */
@Component
public final class Completions implements EventHandler {
    private final Desk desk;

    @Activate
    public Completions(@Reference Desk desk) {
        this.desk = desk;
    }

    /** As this consumer reads it. */
    @EventType("approval.document-completed/1")
    public record Completed(UUID documentId, int version) {}

    @Override
    public String subscription() {
        return "approval.completions";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(Completed.class);
    }

    @Override
    public void handle(Received received) {
        Completed completed = (Completed) received.event();
        desk.tx.run(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            documents.find(completed.documentId()).ifPresent(document -> {
                desk.search.index(DocumentIndex.of(document, documents.steps(document.id())));
                desk.telling.completed(document, completed.version());
            });
        });
    }
}
