package kr.dure.identity.internal.address;

import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.Rows;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.identity.internal.address.MailAddress.Receiver;
import kr.dure.persistence.Session;
import kr.dure.product.Text;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;

/** Addresses of the current tenant. */
final class MailAddressRepository {
    private final Session session;

    MailAddressRepository(Session session) {
        this.session = session;
    }

    void add(MailAddressEntity address) {
        session.entities().persist(address);
        session.entities().flush();
    }

    MailAddressEntity get(UUID id) {
        MailAddressEntity address = session.entities().find(MailAddressEntity.class, id);
        if (address == null) {
            throw new NotFound("그런 주소가 없습니다.", "There is no such address.");
        }
        return address;
    }

    /** Its receivers have changed, so it is another version. */
    void touch(MailAddressEntity address) {
        session.entities().lock(address, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
    }

    void remove(MailAddressEntity address) {
        session.entities().remove(address);
    }

    Optional<MailAddressEntity> find(String localPart, String domain) {
        return session
                .entities()
                .createQuery(
                        "select m from MailAddressEntity m where m.localPart = :local and m.domain = :domain",
                        MailAddressEntity.class)
                .setParameter("local", localPart)
                .setParameter("domain", domain)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** @throws Problem 409 {@code address-taken} saying what has it */
    void requireFree(String localPart, String domain) {
        find(localPart, domain).ifPresent(other -> {
            Text kind = switch (other.kind()) {
                case USER -> new Text("사용자", "a user");
                case ALIAS -> new Text("사용자의 별칭", "a user's alias");
                case GROUP -> new Text("그룹", "a group");
                case REPRESENTATIVE -> new Text("대표 메일", "a representative address");
            };
            String address = localPart + "@" + domain;
            throw new Problem(
                            409,
                            "address-taken",
                            new Text("이미 쓰이는 메일 주소입니다", "Address taken"),
                            new Text(
                                    address + " 주소는 이미 " + kind.ko() + "의 것입니다.",
                                    address + " belongs to " + kind.en() + " already."))
                    .with("address", address);
        });
    }

    List<MailAddressEntity> list(Kind kind, UUID after, int limit) {
        StringBuilder jpql = new StringBuilder("select m from MailAddressEntity m where 1 = 1");
        if (kind != null) {
            jpql.append(" and m.kind = :kind");
        }
        if (after != null) {
            jpql.append(" and m.id > :after");
        }
        TypedQuery<MailAddressEntity> query =
                session.entities().createQuery(jpql.append(" order by m.id").toString(), MailAddressEntity.class);
        if (kind != null) {
            query.setParameter("kind", kind);
        }
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    Map<UUID, List<Receiver>> receivers(Collection<UUID> addresses) {
        Map<UUID, List<Receiver>> found = new HashMap<>();
        for (Object row : session.entities()
                .createNativeQuery("SELECT r.address_id, a.id, a.login_id, a.name FROM identity.mail_receiver r"
                        + " JOIN identity.account a ON a.tenant_id = r.tenant_id AND a.id = r.account_id"
                        + " WHERE r.address_id = ANY(CAST(?1 AS uuid[])) ORDER BY a.login_id")
                .setParameter(1, array(addresses))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            found.computeIfAbsent((UUID) columns[0], id -> new ArrayList<>())
                    .add(new Receiver((UUID) columns[1], (String) columns[2], (String) columns[3]));
        }
        return found;
    }

    void setReceivers(UUID address, Collection<UUID> accounts) {
        session.entities()
                .createNativeQuery("DELETE FROM identity.mail_receiver WHERE address_id = ?1")
                .setParameter(1, address)
                .executeUpdate();
        session.entities()
                .createNativeQuery("INSERT INTO identity.mail_receiver (address_id, account_id)"
                        + " SELECT ?1, unnest(CAST(?2 AS uuid[]))")
                .setParameter(1, address)
                .setParameter(2, array(accounts))
                .executeUpdate();
    }

    /** The account that a user's own address or alias leads to. */
    Optional<UUID> accountAt(String localPart, String domain) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT account_id FROM identity.mail_address WHERE local_part = ?1 AND domain = ?2"
                        + " AND account_id IS NOT NULL")
                .setParameter(1, localPart)
                .setParameter(2, domain)
                .getResultList();
        return rows.stream().findFirst().map(UUID.class::cast);
    }

    boolean accountExists(UUID id) {
        return !session.entities()
                .createNativeQuery("SELECT 1 FROM identity.account WHERE id = ?1")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    /** Whether the tenant has the mail domain, and it is open; it is not removed before this transaction ends. */
    boolean hasDomain(String domain) {
        return !session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM identity.domain WHERE mail_domain = ?1"
                        + " AND removed_at IS NULL AND state = 'OPEN' FOR SHARE")
                .setParameter(1, domain)
                .getResultList()
                .isEmpty();
    }

    /** Groups and representative addresses that have {@code account} as their only receiver; nobody changes them now. */
    List<String> receivedOnlyBy(UUID account) {
        return Rows.texts(session.entities()
                .createNativeQuery("SELECT m.local_part || '@' || m.domain FROM identity.mail_address m"
                        + " WHERE EXISTS (SELECT 1 FROM identity.mail_receiver r WHERE r.tenant_id = m.tenant_id"
                        + " AND r.address_id = m.id AND r.account_id = ?1)"
                        + " AND NOT EXISTS (SELECT 1 FROM identity.mail_receiver r WHERE r.tenant_id = m.tenant_id"
                        + " AND r.address_id = m.id AND r.account_id <> ?1) ORDER BY 1 FOR UPDATE OF m")
                .setParameter(1, account));
    }

    private static String array(Collection<UUID> ids) {
        return "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}";
    }
}
