package kr.dure.notification.internal.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.notification.Channel;
import kr.dure.notification.internal.notice.DeliveryRepository.Row;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Forbidden;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers why somebody was told, or was not: one's own for everybody, anybody's with {@code notification.trace}. */
@Component(service = TraceService.class)
public final class TraceService {
    private final Tx tx;
    private final Phones phones;

    @Activate
    public TraceService(@Reference(target = "(unit=kr.dure.notification)") Tx tx, @Reference Phones phones) {
        this.tx = tx;
        this.phones = phones;
    }

    /** A notice and what became of it for one person. */
    public record Trace(UUID noticeId, String kind, String subject, List<Step> channels) {}

    /**
     * @param text the decision in the caller's language
     * @param at when it was decided
     * @param dueAt when it goes out, or null when it is over
     * @param outcome or null while nothing more is known
     */
    public record Step(Channel channel, Decision decision, String text, Instant at, Instant dueAt, Outcome outcome) {}

    /**
     * How it ended.
     *
     * @param state of the list: READ or UNREAD; of the mail: QUEUED, SENT (taken by the mail server), BOUNCED or FAILED; of
     *     the text message: QUEUED, SENT, DELIVERED, UNKNOWN or FAILED
     * @param at when, or null
     * @param reason why it failed, or null
     */
    public record Outcome(String state, Instant at, String reason) {}

    Page<Trace> list(UUID account, UUID notice, UUID after, int limit) {
        UUID whose = account == null ? Callers.current().accountId() : account;
        require(whose);
        List<Row> rows = tx.read(session -> new DeliveryRepository(session).trace(whose, notice, after, limit + 1));
        Map<UUID, List<Row>> byNotice = new LinkedHashMap<>();
        rows.forEach(row ->
                byNotice.computeIfAbsent(row.notice(), id -> new ArrayList<>()).add(row));
        Locale language = Clients.language();
        List<Trace> traces = byNotice.values().stream()
                .map(channels -> {
                    Row first = channels.get(0);
                    return new Trace(
                            first.notice(),
                            first.kind(),
                            new Text(first.subjectKo(), first.subjectEn()).in(language),
                            channels.stream().map(row -> step(row, language)).toList());
                })
                .toList();
        return Page.of(traces, limit, trace -> trace.noticeId().toString());
    }

    private static void require(UUID whose) {
        Caller caller = Callers.current();
        if (!whose.equals(caller.accountId()) && !caller.may(NotificationPermissions.TRACE)) {
            throw new Forbidden("다른 사람의 알림 기록을 볼 권한이 없습니다.", "You may not see the notices of others.");
        }
    }

    private Step step(Row row, Locale language) {
        return new Step(
                row.channel(),
                row.decision(),
                row.decision().in(language),
                row.decidedAt(),
                row.dueAt(),
                row.decision() == Decision.SENT ? outcome(row) : null);
    }

    private Outcome outcome(Row row) {
        if (row.channel() == Channel.IN_APP) {
            return new Outcome(row.readAt() == null ? "UNREAD" : "READ", row.readAt(), null);
        }
        if (row.mailState() != null) {
            return new Outcome(row.bounced() ? "BOUNCED" : row.mailState(), row.mailAt(), row.mailReason());
        }
        return row.text() == null
                ? null
                : phones.find(row.text())
                        .map(sent -> new Outcome(sent.state().name(), null, sent.reason()))
                        .orElse(null);
    }
}
