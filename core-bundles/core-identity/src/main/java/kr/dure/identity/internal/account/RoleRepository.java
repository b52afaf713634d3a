package kr.dure.identity.internal.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Roles of the current tenant, and who has them. */
final class RoleRepository {
    private final Session session;

    RoleRepository(Session session) {
        this.session = session;
    }

    void add(RoleEntity role) {
        session.entities().persist(role);
    }

    RoleEntity get(UUID id) {
        RoleEntity role = session.entities().find(RoleEntity.class, id);
        if (role == null) {
            throw new NotFound("그런 역할이 없습니다.", "There is no such role.");
        }
        return role;
    }

    List<RoleEntity> list() {
        return session.entities()
                .createQuery("select r from RoleEntity r order by r.name", RoleEntity.class)
                .setMaxResults(1000)
                .getResultList();
    }

    void remove(RoleEntity role) {
        session.entities().remove(role);
    }

    long holders(UUID role) {
        return ((Number) session.entities()
                        .createNativeQuery("SELECT count(*) FROM identity.account_role WHERE role_id = ?1")
                        .setParameter(1, role)
                        .getSingleResult())
                .longValue();
    }

    /** What an account holds by its roles. */
    Set<String> permissionsOf(UUID account) {
        Set<String> names = new HashSet<>();
        for (Object row : session.entities()
                .createNativeQuery("SELECT r.permissions FROM identity.role r JOIN identity.account_role a"
                        + " ON a.tenant_id = r.tenant_id AND a.role_id = r.id WHERE a.account_id = ?1")
                .setParameter(1, account)
                .getResultList()) {
            Arrays.stream(((String) row).split(" "))
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    Map<UUID, Set<UUID>> rolesOf(Collection<UUID> accounts) {
        Map<UUID, Set<UUID>> roles = new HashMap<>();
        for (Object row : session.entities()
                .createNativeQuery("SELECT account_id, role_id FROM identity.account_role"
                        + " WHERE account_id = ANY(CAST(?1 AS uuid[]))")
                .setParameter(1, AccountRepository.array(accounts))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            roles.computeIfAbsent((UUID) columns[0], id -> new HashSet<>()).add((UUID) columns[1]);
        }
        return roles;
    }

    void give(UUID account, Collection<UUID> roles) {
        session.entities()
                .createNativeQuery("DELETE FROM identity.account_role WHERE account_id = ?1")
                .setParameter(1, account)
                .executeUpdate();
        session.entities()
                .createNativeQuery("INSERT INTO identity.account_role (account_id, role_id)"
                        + " SELECT ?1, unnest(CAST(?2 AS uuid[]))")
                .setParameter(1, account)
                .setParameter(2, AccountRepository.array(roles))
                .executeUpdate();
    }
}
