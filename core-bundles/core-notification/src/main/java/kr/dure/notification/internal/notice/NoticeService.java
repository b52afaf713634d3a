package kr.dure.notification.internal.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.live.LiveStream;
import kr.dure.notification.internal.notice.NoticeRepository.Listed;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The caller's own list. What changes is told to his other open browsers. */
@Component(service = NoticeService.class)
public final class NoticeService {
    /** The name of the events on the live stream. */
    static final String LIVE = "notification";

    private final Tx tx;
    private final Clock clock;
    private final Kinds kinds;
    private final LiveStream live;

    @Activate
    public NoticeService(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Clock clock,
            @Reference Kinds kinds,
            @Reference LiveStream live) {
        this.tx = tx;
        this.clock = clock;
        this.kinds = kinds;
        this.live = live;
    }

    /**
     * A notice in the caller's list.
     *
     * @param categoryTitle in the caller's language, as the texts below
     * @param body or null
     * @param link a path of the same host, or null
     * @param readAt null: not yet
     */
    public record NoticeView(
            UUID id,
            String kind,
            String category,
            String categoryTitle,
            boolean urgent,
            String subject,
            String body,
            String link,
            List<ActionView> actions,
            Instant createdAt,
            Instant readAt) {}

    /** A button. */
    public record ActionView(String label, String link) {}

    /** How much the caller has not read, by category. */
    public record Unread(long total, Map<String, Long> categories) {}

    private static UUID me() {
        return Callers.current().accountId();
    }

    private NoticeView view(Listed listed) {
        Locale language = Clients.language();
        Stored notice = listed.notice();
        return new NoticeView(
                notice.id(),
                notice.kind(),
                notice.category(),
                kinds.title(notice.category()).in(language),
                notice.urgent(),
                notice.subject().in(language),
                notice.body() == null ? null : notice.body().in(language),
                notice.link(),
                notice.actions().stream()
                        .map(action -> new ActionView(action.label().in(language), action.link()))
                        .toList(),
                listed.createdAt(),
                listed.readAt());
    }

    Page<NoticeView> list(String category, boolean unread, UUID after, int limit) {
        List<NoticeView> rows =
                tx
                        .read(session -> new NoticeRepository(session).list(me(), category, unread, after, limit + 1))
                        .stream()
                        .map(this::view)
                        .toList();
        return Page.of(rows, limit, notice -> notice.id().toString());
    }

    NoticeView get(UUID id) {
        return view(
                tx.read(session -> new NoticeRepository(session).find(me(), id)).orElseThrow(NoticeService::none));
    }

    private static NotFound none() {
        return new NotFound("그런 알림이 없습니다.", "There is no such notice.");
    }

    Unread unread() {
        Map<String, Long> categories = tx.read(session -> new NoticeRepository(session).unread(me()));
        return new Unread(
                categories.values().stream().mapToLong(Long::longValue).sum(), categories);
    }

    /** Reading twice is reading. */
    Unread read(UUID id) {
        int changed = tx.write(session -> {
            NoticeRepository notices = new NoticeRepository(session);
            notices.find(me(), id).orElseThrow(NoticeService::none);
            return notices.read(me(), id, clock.instant());
        });
        return tell(changed, "{\"type\":\"read\",\"id\":\"" + id + "\"}");
    }

    /** @param category or null: everything */
    Unread readAll(String category) {
        int changed = tx.write(session -> new NoticeRepository(session).readAll(me(), category, clock.instant()));
        return tell(changed, "{\"type\":\"read-all\"}");
    }

    void delete(UUID id) {
        int changed = tx.write(session -> new NoticeRepository(session).delete(me(), id));
        if (changed == 0) {
            throw none();
        }
        tell(changed, "{\"type\":\"deleted\",\"id\":\"" + id + "\"}");
    }

    private Unread tell(int changed, String json) {
        if (changed > 0) {
            live.send(Tenants.current().id(), me(), LIVE, json);
        }
        return unread();
    }
}
