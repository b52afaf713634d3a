package kr.dure.sms.internal;

import java.util.List;
import java.util.UUID;
import kr.dure.persistence.Tx;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.SearchSource;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Messages as they are found: by their text and sender number, by those who may send. Recipients are not in it. */
@Component
public final class MessageDocuments implements SearchSource {
    static final String KIND = "sms.message";

    private static final int TITLE = 80;

    private final Tx tx;

    @Activate
    public MessageDocuments(@Reference(target = "(unit=kr.dure.sms)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public String app() {
        return "sms";
    }

    @Override
    public List<String> kinds() {
        return List.of(KIND);
    }

    @Override
    public Page<SearchDocument> documents(String kind, String after, int limit) {
        UUID from = after == null ? null : UUID.fromString(after);
        List<MessageEntity> rows = tx.read(session -> new MessageRepository(session).list(from, limit + 1));
        Page<MessageEntity> page = Page.of(rows, limit, message -> message.id().toString());
        return new Page<>(page.items().stream().map(MessageDocuments::document).toList(), page.next());
    }

    static SearchDocument document(MessageEntity entity) {
        Message message = entity.toMessage(null);
        String title = message.subject() != null ? message.subject() : start(message.text());
        return new SearchDocument(
                KIND,
                message.id().toString(),
                title,
                message.text() + "\n" + message.from(),
                Readers.permission(SmsApp.SEND),
                "/app/sms/messages?message=" + message.id(),
                message.createdAt());
    }

    private static String start(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE)) + "…";
    }
}
