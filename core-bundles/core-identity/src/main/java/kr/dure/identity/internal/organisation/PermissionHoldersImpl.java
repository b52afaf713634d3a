package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.PermissionHolders;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link PermissionHolders}; a component of its own, because it needs nothing but the tables. */
@Component
public final class PermissionHoldersImpl implements PermissionHolders {
    private final Tx tx;
    private final Clock clock;

    @Activate
    public PermissionHoldersImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public List<UUID> of(String permission, int limit) {
        List<?> rows = tx.read(session -> session.entities()
                .createNativeQuery("""
                        SELECT a.id FROM account a LEFT JOIN person p ON p.tenant_id = a.tenant_id AND p.id = a.id
                        WHERE (a.administrator OR ?1 = ANY (string_to_array(a.permissions, ' ')) OR EXISTS (
                            SELECT FROM account_role ar JOIN role r ON r.tenant_id = ar.tenant_id AND r.id = ar.role_id
                            WHERE ar.tenant_id = a.tenant_id AND ar.account_id = a.id
                            AND ?1 = ANY (string_to_array(r.permissions, ' '))))
                        AND (p.left_on IS NULL OR p.left_on > ?2)
                        ORDER BY a.id""")
                .setParameter(1, permission)
                .setParameter(2, Days.today(clock))
                .setMaxResults(limit)
                .getResultList());
        return rows.stream().map(UUID.class::cast).toList();
    }
}
