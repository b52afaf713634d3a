package kr.dure.approval.internal.document;

import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.storage.FileAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Attachments are read by whoever may read their document; they come and go with the document alone. */
@Component
public final class DocumentFiles implements FileAccess {
    private static final long LARGEST = 2L << 30;

    private final Desk desk;

    @Activate
    public DocumentFiles(@Reference Desk desk) {
        this.desk = desk;
    }

    @Override
    public String app() {
        return "approval";
    }

    @Override
    public String kind() {
        return "document";
    }

    @Override
    public boolean mayRead(UUID owner, Caller caller) {
        return desk.tx.read(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            People people = new People(desk.organisation);
            DocumentDoor door = new DocumentDoor(desk, documents, people, desk.clock.instant());
            return documents
                    .find(owner)
                    .filter(document -> door.mayRead(caller, document))
                    .isPresent();
        });
    }

    /** New files come with the document itself ({@code uploads}), so that its count and its hash stay right. */
    @Override
    public boolean mayWrite(UUID owner, Caller caller) {
        return false;
    }

    @Override
    public long maxSize() {
        return LARGEST;
    }
}
