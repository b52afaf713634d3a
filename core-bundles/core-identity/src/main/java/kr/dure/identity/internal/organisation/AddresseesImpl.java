package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Addressees;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Addressees}; a component of its own, because it needs nothing but the tables. */
@Component
public final class AddresseesImpl implements Addressees {
    private final Tx tx;
    private final Clock clock;

    @Activate
    public AddresseesImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public List<Addressee> find(Collection<UUID> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        List<?> rows = tx.read(session -> session.entities()
                .createNativeQuery("""
                        SELECT a.id, a.name, a.external_email, p.mobile, COALESCE(p.left_on <= ?1, false)
                        FROM account a LEFT JOIN person p ON p.tenant_id = a.tenant_id AND p.id = a.id
                        WHERE a.id IN (SELECT unnest(CAST(?2 AS uuid[])))""")
                .setParameter(1, Days.today(clock))
                .setParameter(2, SqlArray.of(accounts))
                .getResultList());
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Addressee(
                        (UUID) row[0], (String) row[1], (String) row[2], (String) row[3], (Boolean) row[4]))
                .toList();
    }
}
