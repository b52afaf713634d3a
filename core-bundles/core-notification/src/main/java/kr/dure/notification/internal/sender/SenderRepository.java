package kr.dure.notification.internal.sender;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kr.dure.identity.Secrets;
import kr.dure.notification.internal.Instants;
import kr.dure.persistence.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current tenant's sender and its keys. */
final class SenderRepository {
    private static final Logger LOG = LoggerFactory.getLogger(SenderRepository.class);

    private final Session session;
    private final Secrets secrets;

    SenderRepository(Session session, Secrets secrets) {
        this.session = session;
        this.secrets = secrets;
    }

    /** @param name or null */
    record Own(String name, String address, int version) {
        String domain() {
            return address.substring(address.indexOf('@') + 1);
        }
    }

    Optional<Own> own() {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT name, address, version FROM mail_sender")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Own((String) row[0], (String) row[1], ((Number) row[2]).intValue()))
                .findFirst();
    }

    /** Whether nobody else changed it since it had this version; it has the next one now. */
    boolean own(String name, String address, int version, Instant now) {
        return session.entities()
                        .createNativeQuery("INSERT INTO mail_sender (name, address, updated_at, version)"
                                + " VALUES (CAST(?1 AS text), ?2, ?3, ?4 + 1) ON CONFLICT (tenant_id) DO UPDATE"
                                + " SET name = excluded.name, address = excluded.address,"
                                + " updated_at = excluded.updated_at, version = excluded.version"
                                + " WHERE mail_sender.version = ?4")
                        .setParameter(1, name)
                        .setParameter(2, address)
                        .setParameter(3, Instants.at(now))
                        .setParameter(4, version)
                        .executeUpdate()
                == 1;
    }

    int remove() {
        return session.entities().createNativeQuery("DELETE FROM mail_sender").executeUpdate();
    }

    private static String context(String domain) {
        return "dkim " + domain;
    }

    Optional<DkimKey> key(String domain) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT selector, private_key, public_key FROM dkim_key WHERE domain = ?1")
                .setParameter(1, domain)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .flatMap(row -> open((String) row[1], domain)
                        .map(opened -> new DkimKey(domain, (String) row[0], opened, (String) row[2])));
    }

    /** Empty when the installation's key is another one now: mails go out unsigned then. */
    private Optional<String> open(String sealed, String domain) {
        try {
            return Optional.of(secrets.open(sealed, context(domain)));
        } catch (IllegalStateException e) {
            LOG.warn("The DKIM key of {} cannot be opened: {}", domain, e.getMessage());
            return Optional.empty();
        }
    }

    /** The domain's key; the first that comes makes one. */
    DkimKey keyOrNew(String domain, String selector, Instant now) {
        return key(domain).orElseGet(() -> {
            // One that cannot be opened any more is of no use to anybody.
            session.entities()
                    .createNativeQuery("DELETE FROM dkim_key WHERE domain = ?1")
                    .setParameter(1, domain)
                    .executeUpdate();
            DkimKey fresh = DkimKey.generate(domain, selector);
            session.entities()
                    .createNativeQuery("INSERT INTO dkim_key (domain, selector, private_key, public_key, created_at)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                    .setParameter(1, domain)
                    .setParameter(2, selector)
                    .setParameter(3, secrets.seal(fresh.privateKey(), context(domain)))
                    .setParameter(4, fresh.publicKey())
                    .setParameter(5, Instants.at(now))
                    .executeUpdate();
            return key(domain).orElseThrow();
        });
    }
}
