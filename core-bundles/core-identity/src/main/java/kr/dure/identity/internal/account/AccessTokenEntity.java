package kr.dure.identity.internal.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A token for programs. Only a hash of it is kept. */
@Entity
@Table(name = "access_token")
class AccessTokenEntity {
    @Id
    private UUID id;

    /** Null for a service token. */
    @Column(name = "account_id")
    private UUID accountId;

    private String name;

    @Column(name = "token_hash")
    private String tokenHash;

    private String scopes;
    private String permissions;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    @Column(name = "last_used_address")
    private String lastUsedAddress;

    protected AccessTokenEntity() {}

    AccessTokenEntity(
            UUID id,
            UUID accountId,
            String name,
            String tokenHash,
            Set<String> scopes,
            Set<String> permissions,
            String createdBy,
            Instant createdAt,
            Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.name = name;
        this.tokenHash = tokenHash;
        this.scopes = String.join(" ", new TreeSet<>(scopes));
        this.permissions = String.join(" ", new TreeSet<>(permissions));
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String name() {
        return name;
    }

    Set<String> scopes() {
        return words(scopes);
    }

    Set<String> permissions() {
        return words(permissions);
    }

    boolean holdsAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** Notes a use, unless the last one noted is younger than {@code pause}. */
    void used(Instant now, String address, Duration pause) {
        if (lastUsedAt == null || lastUsedAt.plus(pause).isBefore(now)) {
            lastUsedAt = now;
            lastUsedAddress = address;
        }
    }

    AccessToken toToken(String secret) {
        return new AccessToken(
                id,
                name,
                secret,
                scopes(),
                permissions(),
                createdBy,
                createdAt,
                expiresAt,
                lastUsedAt,
                lastUsedAddress);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
