package kr.dure.identity.internal.address;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenants;

/** The address that every user has in the primary mail domain; it comes and goes with the account. */
public final class UserAddresses {
    private final Session session;
    private final Ids ids;
    private final Clock clock;

    public UserAddresses(Session session, Ids ids, Clock clock) {
        this.session = session;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Gives a new account its address. The operator's own tenant has no mail domain, so its people have none.
     *
     * @throws kr.dure.web.Problem 409 {@code address-taken} when an alias, a group or a representative address has it
     */
    public void add(UUID account, String loginId, String name) {
        List<?> domains = session.entities()
                .createNativeQuery(
                        "SELECT d.mail_domain FROM identity.domain d JOIN platform.tenant t"
                                + " ON t.id = d.tenant_id AND t.host = d.host WHERE d.removed_at IS NULL AND t.id = ?1 FOR SHARE OF d")
                .setParameter(1, Tenants.current().id())
                .getResultList();
        if (domains.isEmpty()) {
            return;
        }
        MailAddressRepository addresses = new MailAddressRepository(session);
        MailAddressEntity address = new MailAddressEntity(
                ids.next(), loginId, (String) domains.get(0), Kind.USER, name, account, clock.instant());
        addresses.requireFree(address.localPart(), address.domain());
        addresses.add(address);
    }
}
