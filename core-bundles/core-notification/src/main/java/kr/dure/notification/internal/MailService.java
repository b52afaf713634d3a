package kr.dure.notification.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.notification.Mailer.State;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the operator sees and does with the mails of all companies. */
@Component(service = MailService.class)
public final class MailService {
    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;

    @Activate
    public MailService(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Newest first; see {@link MailRepository#list}. */
    Page<MailView> list(UUID tenant, State state, String to, UUID after, int limit) {
        List<MailView> rows = tx.acrossTenants(
                "list mails",
                session -> new MailRepository(session)
                        .list(tenant, state, to, after, limit + 1).stream()
                                .map(MailEntity::toView)
                                .toList());
        return Page.of(rows, limit, mail -> mail.id().toString());
    }

    /** Queues a mail that failed once more. */
    MailView resend(UUID id) {
        UUID owner = tx.acrossTenants(
                "resend mail " + id,
                session -> new MailRepository(session).get(id).tenant());
        Tenant tenant =
                tenants.find(owner).orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
        return Tenants.call(
                tenant,
                () -> tx.write(session -> {
                    MailEntity mail = new MailRepository(session).get(id);
                    Instant now = clock.instant();
                    if (new BounceRepository(session).reason(mail.recipient()).isPresent()) {
                        throw new Conflict(
                                "메일이 되돌아온 주소입니다. 먼저 반송 목록에서 풀어 주세요.",
                                "Mail to this address came back. Release it in the list of bounces first.");
                    }
                    mail.resend(now);
                    MailerImpl.schedule(session, mail, now);
                    session.audit("notification.mail.resent", id.toString(), null);
                    return mail.toView();
                }));
    }
}
