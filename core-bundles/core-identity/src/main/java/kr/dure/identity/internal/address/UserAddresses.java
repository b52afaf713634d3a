package kr.dure.identity.internal.address;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;

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
     * Makes sure that no group or representative address is left without receivers when {@code account} goes: mail to it
     * would reach nobody.
     *
     * @throws kr.dure.web.Problem 409 {@code last-receiver} naming the addresses
     */
    public void requireOtherReceivers(UUID account) {
        List<String> addresses = new MailAddressRepository(session).receivedOnlyBy(account);
        if (!addresses.isEmpty()) {
            String listed = String.join(", ", addresses);
            throw new Problem(
                            409,
                            "last-receiver",
                            new Text("받는 사람이 없어지는 주소가 있습니다", "Addresses without receivers"),
                            new Text(
                                    "이 사람만 받는 주소입니다: " + listed + ". 먼저 다른 사람을 넣거나 주소를 지워 주세요.",
                                    "Nobody else receives mail to " + listed
                                            + ". Name somebody else first, or remove the address."))
                    .with("addresses", addresses);
        }
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
