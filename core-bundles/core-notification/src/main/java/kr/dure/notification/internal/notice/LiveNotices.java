package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells open browsers that a notice came, after the commit. It says which one and not what it says: a browser in which
 * somebody else has logged in since cannot read it.
 */
@Component
public final class LiveNotices implements EventHandler {
    private final Tx tx;
    private final LiveStream live;

    @Activate
    public LiveNotices(@Reference(target = "(unit=kr.dure.notification)") Tx tx, @Reference LiveStream live) {
        this.tx = tx;
        this.live = live;
    }

    /** As this consumer reads it. */
    @EventType("notification.notice-sent/1")
    public record Sent(UUID noticeId) {}

    @Override
    public String subscription() {
        return "notification.live";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(Sent.class);
    }

    @Override
    public void handle(Received received) {
        UUID notice = ((Sent) received.event()).noticeId();
        List<UUID> accounts = tx.read(session -> new NoticeRepository(session).listedFor(notice));
        UUID tenant = Tenants.current().id();
        String json = "{\"type\":\"new\",\"id\":\"" + notice + "\"}";
        accounts.forEach(account -> live.send(tenant, account, NoticeService.LIVE, json));
    }
}
