package kr.dure.identity.internal.account;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription.Permission;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Roles: administrators share their work out. */
@Component(service = RoleService.class)
public final class RoleService {
    private final Tx tx;
    private final Ids ids;
    private final LoginService logins;
    private final PermissionCatalogue catalogue;

    /** A role with the number of its version, for {@code ETag}. */
    record Versioned(Role role, int version) {}

    @Activate
    public RoleService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference LoginService logins,
            @Reference PermissionCatalogue catalogue) {
        this.tx = tx;
        this.ids = ids;
        this.logins = logins;
        this.catalogue = catalogue;
    }

    List<Permission> permissions() {
        return catalogue.all();
    }

    List<Role> list() {
        return tx.read(session -> new RoleRepository(session)
                .list().stream().map(RoleEntity::toRole).toList());
    }

    Versioned get(UUID id) {
        return tx.read(session -> versioned(new RoleRepository(session).get(id)));
    }

    Versioned add(String name, Set<String> permissions) {
        check(name, permissions, Set.of());
        Authority.requireAll(permissions);
        return tx.write(session -> {
            RoleEntity role = new RoleEntity(ids.next(), name.strip(), permissions);
            new RoleRepository(session).add(role);
            session.entities().flush();
            session.audit("identity.role.added", role.id().toString(), null, facts(role.toRole()));
            return versioned(role);
        });
    }

    Versioned change(UUID id, String name, Set<String> permissions, Integer expectedVersion) {
        Versioned changed = tx.write(session -> {
            RoleEntity role = new RoleRepository(session).get(id);
            check(name, permissions, role.permissions());
            ETags.require(expectedVersion, role.version());
            Authority.requireAll(difference(permissions, role.permissions()));
            Role before = role.toRole();
            role.change(name.strip(), permissions);
            session.entities().flush();
            session.audit("identity.role.changed", id.toString(), facts(before), facts(role.toRole()));
            return versioned(role);
        });
        logins.forgetSessions();
        return changed;
    }

    /** What is in one of the two: who may not give it may not take it away either. */
    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> difference = new HashSet<>(one);
        difference.addAll(other);
        difference.removeIf(name -> one.contains(name) && other.contains(name));
        return difference;
    }

    /** Removes a role that nobody has any more. */
    void remove(UUID id) {
        tx.run(session -> {
            RoleRepository roles = new RoleRepository(session);
            RoleEntity role = roles.get(id);
            long holders = roles.holders(id);
            if (holders > 0) {
                throw new Conflict(
                        "이 역할을 가진 사람이 " + holders + "명 있어 지울 수 없습니다.",
                        "This role cannot be removed: " + holders + " accounts have it.");
            }
            Authority.requireAll(role.permissions());
            roles.remove(role);
            session.audit("identity.role.removed", id.toString(), facts(role.toRole()), null);
        });
    }

    private void check(String name, Set<String> permissions, Set<String> held) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(name, "name", 100);
        checks.check(permissions != null, "permissions", "permissions 값이 필요합니다.", "permissions is required.");
        catalogue.check(checks, permissions, held);
        checks.done();
    }

    private static Map<String, Object> facts(Role role) {
        return Map.of("name", role.name(), "permissions", role.permissions());
    }

    private static Versioned versioned(RoleEntity role) {
        return new Versioned(role.toRole(), role.version());
    }
}
