package kr.dure.identity.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Caller;

/** A person's login. */
@Entity
@Table(name = "account")
class AccountEntity {
    @Id
    private UUID id;

    @Column(name = "login_id")
    private String loginId;

    private String name;

    @Column(name = "external_email")
    private String externalEmail;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    private boolean administrator;

    /** Permission names, separated by spaces. */
    private String permissions;

    @Column(name = "created_at")
    private Instant createdAt;

    @Version
    private int version;

    protected AccountEntity() {}

    AccountEntity(
            UUID id,
            String loginId,
            String name,
            String externalEmail,
            String passwordHash,
            boolean administrator,
            Set<String> permissions,
            Instant createdAt) {
        this.id = id;
        this.loginId = loginId;
        this.name = name;
        this.externalEmail = externalEmail;
        this.passwordHash = passwordHash;
        this.administrator = administrator;
        this.permissions = String.join(" ", permissions);
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String loginId() {
        return loginId;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    boolean administrator() {
        return administrator;
    }

    int version() {
        return version;
    }

    void rename(String newName) {
        name = newName;
    }

    void useExternalEmail(String address) {
        externalEmail = address;
    }

    void grant(Set<String> names) {
        permissions = String.join(" ", names);
    }

    void makeAdministrator(boolean yes) {
        administrator = yes;
    }

    /** Takes a new password; one that somebody else chose must be changed at the next login. */
    void usePassword(String hash, boolean chosenByAnother) {
        passwordHash = hash;
        mustChangePassword = chosenByAnother;
    }

    Caller toCaller(boolean operator) {
        return new Caller(id, loginId, name, administrator, operator, permissionSet());
    }

    Account toAccount() {
        return new Account(id, loginId, name, externalEmail, administrator, permissionSet(), createdAt);
    }

    private Set<String> permissionSet() {
        return Arrays.stream(permissions.split(" "))
                .filter(permission -> !permission.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
