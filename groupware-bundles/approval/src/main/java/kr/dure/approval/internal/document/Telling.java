package kr.dure.approval.internal.document;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.approval.internal.line.Role;
import kr.dure.live.LiveStream;
import kr.dure.notification.Notice;
import kr.dure.notification.Notices;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what waits for them and what became of their documents. Opening the notice opens the document; where
 * something waits, with the act itself, so that one approves from the notice.
 */
final class Telling {
    private static final int LONGEST = 80;

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    private static final String CHANGED = "approval";

    private final Notices notices;
    private final LiveStream live;

    Telling(Notices notices, LiveStream live) {
        this.notices = notices;
        this.live = live;
    }

    /**
     * Tells open screens to read a document anew, after the commit; which one, and nothing of what it says. Whatever goes
     * wrong in this does not undo the act.
     */
    void changed(UUID document, Collection<UUID> followers) {
        String json = "{\"id\":\"" + document + "\"}";
        try {
            followers.forEach(account -> live.send(Tenants.current().id(), account, CHANGED, json));
        } catch (RuntimeException e) {
            LOG.warn("Open screens were not told of a change", e);
        }
    }

    /**
     * Who drafts, decides or handles a document; who only reads it hears of changes when his screen asks by itself.
     *
     * @param officers who takes documents for a department
     */
    static Set<UUID> followers(DocumentEntity document, List<StepEntity> line, Function<UUID, Set<UUID>> officers) {
        Set<UUID> followers = new HashSet<>(handling(line));
        followers.add(document.drafterId());
        handled(line)
                .filter(row -> row.accountId() == null && row.departmentId() != null)
                .map(StepEntity::departmentId)
                .distinct()
                .forEach(department -> followers.addAll(officers.apply(department)));
        return followers;
    }

    /** Whose turn something of a line is, was or will be, as far as it names people. */
    static Set<UUID> handling(List<StepEntity> line) {
        return handled(line)
                .flatMap(row -> Stream.of(row.accountId(), row.deputyId(), row.assigneeId()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Stream<StepEntity> handled(List<StepEntity> line) {
        return line.stream().filter(row -> row.role().ordered() || row.role() == Role.RECEIVING);
    }

    void waiting(DocumentEntity document, Collection<UUID> to) {
        send(
                ApprovalNotices.WAITING,
                document,
                to,
                new Text("결재할 문서: " + title(document), "Waits for your approval: " + title(document)));
    }

    /** To a deputy, who is always told for whom. */
    void waitingFor(DocumentEntity document, UUID deputy, String absent) {
        send(
                ApprovalNotices.WAITING,
                document,
                Set.of(deputy),
                new Text(
                        absent + "님 대신 결재할 문서: " + title(document),
                        "Waits for your approval on behalf of " + absent + ": " + title(document)));
    }

    /** @param version of the document when it was, so that he is told once */
    void completed(DocumentEntity document, int version) {
        send(
                ApprovalNotices.COMPLETED,
                document,
                version,
                Set.of(document.drafterId()),
                new Text(
                        "완결되었습니다: " + title(document) + " (" + document.number() + ")",
                        "Completed: " + title(document) + " (" + document.number() + ")"));
    }

    void rejected(DocumentEntity document, String by) {
        send(
                ApprovalNotices.REJECTED,
                document,
                Set.of(document.drafterId()),
                new Text(by + "님이 반려했습니다: " + title(document), "Rejected by " + by + ": " + title(document)));
    }

    void cancelled(DocumentEntity document) {
        send(
                ApprovalNotices.CANCELLED,
                document,
                Set.of(document.drafterId()),
                new Text("취소되었습니다: " + title(document), "Cancelled: " + title(document)));
    }

    void referred(DocumentEntity document, Collection<UUID> to) {
        send(
                ApprovalNotices.REFERRED,
                document,
                to,
                new Text("참조·공람 문서: " + title(document), "For your information: " + title(document)));
    }

    void received(DocumentEntity document, Collection<UUID> to) {
        send(
                ApprovalNotices.RECEIVED,
                document,
                to,
                new Text("접수할 문서: " + title(document), "To be received: " + title(document)));
    }

    void asked(DocumentEntity document, UUID of, String by) {
        send(
                ApprovalNotices.ASKED,
                document,
                Set.of(of),
                new Text(by + "님의 질문: " + title(document), "Question of " + by + ": " + title(document)));
    }

    void answered(DocumentEntity document, UUID to, String by) {
        send(
                ApprovalNotices.ASKED,
                document,
                Set.of(to),
                new Text(by + "님의 답변: " + title(document), "Answer of " + by + ": " + title(document)));
    }

    private void send(String kind, DocumentEntity document, Collection<UUID> to, Text subject) {
        send(kind, document, document.version(), to, subject);
    }

    private void send(String kind, DocumentEntity document, int version, Collection<UUID> to, Text subject) {
        Set<UUID> people = new HashSet<>(to);
        if (!people.isEmpty()) {
            String key = kind + "-" + document.id() + "-" + version;
            String turn = ApprovalNotices.WAITING.equals(kind) ? "?act=turn" : "";
            notices.send(new Notice(kind, people, subject, "/app/approval/documents/" + document.id() + turn, key));
        }
    }

    private static String title(DocumentEntity document) {
        String title = document.title();
        return title.length() <= LONGEST ? title : title.substring(0, LONGEST) + "…";
    }
}
