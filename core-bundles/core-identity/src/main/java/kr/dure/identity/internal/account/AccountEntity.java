package kr.dure.identity.internal.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.internal.access.Tokens;

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

    @Column(name = "password_changed_at")
    private Instant passwordChangedAt;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    /** Hash of a password that holds once, until {@link #temporaryUntil}. */
    @Column(name = "temporary_hash")
    private String temporaryHash;

    @Column(name = "temporary_until")
    private Instant temporaryUntil;

    private boolean administrator;

    /** Permission names, separated by spaces. */
    private String permissions;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_login_at")
    private Instant lastLoginAt;

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
        this.passwordChangedAt = createdAt;
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

    String name() {
        return name;
    }

    String externalEmail() {
        return externalEmail;
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

    Instant createdAt() {
        return createdAt;
    }

    Instant lastLoginAt() {
        return lastLoginAt;
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
    void usePassword(String hash, boolean chosenByAnother, Instant at) {
        passwordHash = hash;
        passwordChangedAt = at;
        mustChangePassword = chosenByAnother;
        temporaryHash = null;
        temporaryUntil = null;
    }

    /** Lets {@code password} in once, until then; the account's own password keeps its value. */
    void offerTemporary(String password, Instant until) {
        temporaryHash = hash(password);
        temporaryUntil = until;
    }

    Instant temporaryUntil() {
        return temporaryUntil;
    }

    /** A temporary password is long and random, so a plain hash of it is enough and costs the login no time. */
    boolean takesTemporary(String typed, Instant now) {
        return hash(typed).equals(temporaryHash) && now.isBefore(temporaryUntil);
    }

    /** It is read off a mail and typed: hyphens and capitals do not matter. */
    private static String hash(String temporary) {
        return Tokens.hash(temporary.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }

    /** After a login with the temporary password: it is used up, and a new one must be chosen. */
    void useUpTemporary() {
        temporaryHash = null;
        temporaryUntil = null;
        mustChangePassword = true;
    }

    /** What was given one by one. */
    Set<String> permissions() {
        return Arrays.stream(permissions.split(" "))
                .filter(permission -> !permission.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
