package kr.dure.identity.internal.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A named set of permissions that is given to accounts. */
@Entity
@Table(name = "role")
class RoleEntity {
    @Id
    private UUID id;

    private String name;

    /** Permission names, separated by spaces. */
    @Column(name = "permissions")
    private String permissions;

    @Version
    private int version;

    protected RoleEntity() {}

    RoleEntity(UUID id, String name, Set<String> permissions) {
        this.id = id;
        change(name, permissions);
    }

    final void change(String newName, Set<String> newPermissions) {
        name = newName;
        permissions = String.join(" ", new TreeSet<>(newPermissions));
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Set<String> permissions() {
        return Arrays.stream(permissions.split(" "))
                .filter(permission -> !permission.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Role toRole() {
        return new Role(id, name, permissions());
    }
}
