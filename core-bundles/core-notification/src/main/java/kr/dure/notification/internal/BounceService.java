package kr.dure.notification.internal;

import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Addresses that take no mail: for a company its own, for the operator everybody's. */
@Component(service = BounceService.class)
public final class BounceService {
    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;

    @Activate
    public BounceService(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The current company's. */
    public Page<BounceView> list(String to, String after, int limit) {
        List<BounceView> rows = tx.read(session -> new BounceRepository(session).list(null, to, after, limit + 1));
        return Page.of(rows, limit, BounceRepository::cursor);
    }

    /** Lets mails go to an address of the current company again. */
    public void release(String address) {
        tx.run(session -> {
            if (new BounceRepository(session).release(address) == 0) {
                throw new NotFound("반송된 주소가 아닙니다.", "No mail to this address came back.");
            }
            session.audit("notification.bounce.released", address, null);
        });
    }

    Page<BounceView> listAll(UUID tenant, String to, String after, int limit) {
        List<BounceView> rows = tx.acrossTenants(
                "list bounces", session -> new BounceRepository(session).list(tenant, to, after, limit + 1));
        return Page.of(rows, limit, BounceRepository::cursor);
    }

    void release(UUID tenant, String address) {
        Tenants.run(tenant(tenant), () -> release(address));
    }

    private Tenant tenant(UUID id) {
        if (tenants.operator().id().equals(id)) {
            return tenants.operator();
        }
        return tenants.find(id).orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
    }

    /**
     * Notes what a mail server reported long after it took a mail. A report twice changes nothing more.
     *
     * @return the addresses that are not mailed any more
     */
    List<BounceView> report(InputStream message) {
        DeliveryReport report = DeliveryReport.read(message);
        UUID owner = tx.acrossTenants(
                "delivery report of mail " + report.mail(),
                session -> new MailRepository(session).get(report.mail()).tenant());
        return Tenants.call(tenant(owner), () -> tx.write(session -> note(session, report)));
    }

    private List<BounceView> note(Session session, DeliveryReport report) {
        MailEntity mail = new MailRepository(session).get(report.mail());
        List<BounceView> marked = new ArrayList<>();
        for (DeliveryReport.Failure failure : report.failed()) {
            // A report about somebody whom this mail never went to is none of ours.
            if (!mail.wentTo(failure.address())) {
                continue;
            }
            if (failure.ofAddress()) {
                mail.bounced(failure.reason(), clock.instant());
                new BounceRepository(session).add(mail.recipient(), failure.reason(), report.mail(), clock.instant());
                marked.add(new BounceView(
                        mail.tenant(), mail.recipient(), failure.reason(), report.mail(), clock.instant()));
            } else {
                mail.refused(failure.reason(), clock.instant());
            }
            session.audit("notification.mail.returned", report.mail().toString(), failure.reason());
        }
        return marked;
    }
}
