package kr.dure.identity.internal.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kr.dure.identity.Client;

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

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    private String address;
    private String agent;

    @Column(name = "acting_operator")
    private String actingOperator;

    protected SessionEntity() {}

    SessionEntity(
            UUID id,
            UUID accountId,
            String tokenHash,
            String csrfToken,
            Instant createdAt,
            Instant expiresAt,
            Client client,
            String actingOperator) {
        this.id = id;
        this.accountId = accountId;
        this.tokenHash = tokenHash;
        this.csrfToken = csrfToken;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.lastUsedAt = createdAt;
        this.address = client == null ? null : client.address();
        this.agent = client == null ? null : client.agent();
        this.actingOperator = actingOperator;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String csrfToken() {
        return csrfToken;
    }

    String actingOperator() {
        return actingOperator;
    }

    boolean holdsAt(Instant now, Duration idle) {
        return now.isBefore(expiresAt) && now.isBefore(lastUse().plus(idle));
    }

    Instant lastUse() {
        return lastUsedAt == null ? createdAt : lastUsedAt;
    }

    LoginSession toSession(String currentTokenHash) {
        return new LoginSession(
                id,
                createdAt,
                lastUse(),
                expiresAt,
                address,
                agent,
                actingOperator,
                tokenHash.equals(currentTokenHash));
    }
}
