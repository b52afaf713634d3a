package kr.dure.notification.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** Addresses that take no mail: the current tenant's, or everyone's behind the operator's door. */
final class BounceRepository {
    private final Session session;

    BounceRepository(Session session) {
        this.session = session;
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** Why the address takes none, or empty. */
    Optional<String> reason(String address) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT reason FROM mail_bounce WHERE address = ?1")
                .setParameter(1, key(address))
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst();
    }

    void add(String address, String reason, UUID mail, Instant now) {
        session.entities()
                .createNativeQuery("INSERT INTO mail_bounce (address, reason, mail_id, at) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT (tenant_id, address) DO UPDATE SET reason = excluded.reason,"
                        + " mail_id = excluded.mail_id, at = excluded.at")
                .setParameter(1, key(address))
                .setParameter(2, reason)
                .setParameter(3, mail)
                .setParameter(4, Instants.at(now))
                .executeUpdate();
    }

    int release(String address) {
        return session.entities()
                .createNativeQuery("DELETE FROM mail_bounce WHERE address = ?1")
                .setParameter(1, key(address))
                .executeUpdate();
    }

    /**
     * By address, and by company where there are several.
     *
     * @param tenant of this alone, or null
     * @param to part of the address, or null
     * @param after {@link #cursor} of the last one of the page before, or null
     */
    List<BounceView> list(UUID tenant, String to, String after, int limit) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT tenant_id, address, reason, mail_id, at FROM mail_bounce"
                        + " WHERE (CAST(?1 AS uuid) IS NULL OR tenant_id = CAST(?1 AS uuid))"
                        + " AND (CAST(?2 AS text) IS NULL OR strpos(address, CAST(?2 AS text)) > 0)"
                        + " AND (CAST(?3 AS text) IS NULL OR address || ' ' || tenant_id > CAST(?3 AS text))"
                        + " ORDER BY address || ' ' || tenant_id LIMIT " + limit)
                .setParameter(1, tenant == null ? null : tenant.toString())
                .setParameter(2, to == null ? null : key(to))
                .setParameter(3, after)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new BounceView(
                        (UUID) row[0], (String) row[1], (String) row[2], (UUID) row[3], Instants.of(row[4])))
                .toList();
    }

    static String cursor(BounceView bounce) {
        return bounce.address() + " " + bounce.tenantId();
    }
}
