package kr.dure.identity.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A login that has not ended. Only a hash of the token is kept. */
@Entity
@Table(name = "session")
class SessionEntity {
    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "csrf_token")
    private String csrfToken;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected SessionEntity() {}

    SessionEntity(UUID id, UUID accountId, String tokenHash, String csrfToken, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.tokenHash = tokenHash;
        this.csrfToken = csrfToken;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID accountId() {
        return accountId;
    }

    String csrfToken() {
        return csrfToken;
    }

    boolean holdsAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
