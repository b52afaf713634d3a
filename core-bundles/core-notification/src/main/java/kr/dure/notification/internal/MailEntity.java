package kr.dure.notification.internal;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.dure.notification.Mailer.Sent;
import kr.dure.notification.Mailer.State;
import kr.dure.web.Conflict;

@Entity
@Table(name = "mail")
class MailEntity {
    static final Duration GIVE_UP_AFTER = Duration.ofDays(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    private static final Duration NO_SERVER_PAUSE = Duration.ofMinutes(5);

    @Id
    private UUID id;

    /** Written by the database; read for the operator's list over all companies. */
    @Column(name = "tenant_id", insertable = false, updatable = false)
    private UUID tenantId;

    private String kind;
    private String recipient;
    private String subject;

    /** As the other one read when it is sent only, never for a list. */
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "body_text")
    private String text;

    @Basic(fetch = FetchType.LAZY)
    @Column(name = "body_html")
    private String html;

    private boolean secret;

    @Enumerated(EnumType.STRING)
    private State state;

    private int attempts;

    @Column(name = "created_at")
    private Instant createdAt;

    private Instant at;

    @Column(name = "tried_since")
    private Instant triedSince;

    @Column(name = "next_try_at")
    private Instant nextTryAt;

    private String reason;

    /** The address takes no mail, as the mail server or a delivery report said. */
    private boolean bounced;

    @Version
    private int version;

    protected MailEntity() {}

    MailEntity(Letter letter, String kind, boolean secret) {
        this.id = letter.id();
        this.kind = kind;
        this.recipient = letter.to();
        this.subject = letter.subject();
        this.text = letter.text();
        this.html = letter.html();
        this.secret = secret;
        this.state = State.QUEUED;
        this.createdAt = letter.at();
        this.at = letter.at();
        this.nextTryAt = letter.at();
    }

    UUID id() {
        return id;
    }

    UUID tenant() {
        return tenantId;
    }

    State state() {
        return state;
    }

    /** What is to be handed over, or empty when nothing is any more. */
    Optional<Letter> letter() {
        return state == State.QUEUED
                ? Optional.of(new Letter(id, recipient, subject, text, html, createdAt))
                : Optional.empty();
    }

    /** The mail server has it; the content is needed no longer, secret or not. */
    void accepted(Instant now) {
        attempts++;
        become(State.SENT, null, now);
        forget();
    }

    /** It will not be tried again by itself. */
    void refused(String why, Instant now) {
        attempts++;
        giveUp(why, now);
    }

    /** The address takes no mail; known before it is tried, at the try, or told long afterwards. */
    void bounced(String why, Instant now) {
        bounced = true;
        giveUp(why, now);
    }

    /** Whether it went to this address. */
    boolean wentTo(String address) {
        return recipient.equalsIgnoreCase(address);
    }

    String recipient() {
        return recipient;
    }

    /** Whether nothing of it is kept any more, so that nothing can be sent. */
    boolean forgotten() {
        return subject == null;
    }

    /** It did not work this time: tried again, later each time, and given up after two days. */
    void failed(Outcome.Later failure, Instant now) {
        if (failure.tried()) {
            attempts++;
            triedSince = triedSince == null ? now : triedSince;
        }
        // A secret does not wait for a mail server to be set up some day.
        Instant since = triedSince == null && secret ? createdAt : triedSince;
        if (since != null && !now.isBefore(since.plus(GIVE_UP_AFTER))) {
            giveUp(failure.reason(), now);
            return;
        }
        reason = failure.reason();
        nextTryAt = now.plus(failure.tried() ? pause() : NO_SERVER_PAUSE);
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** When it is tried next, or empty when it is not queued. */
    Optional<Instant> nextTry() {
        return Optional.ofNullable(nextTryAt);
    }

    /** Queues a given-up mail anew. */
    void resend(Instant now) {
        if (state != State.FAILED) {
            throw new Conflict("실패한 메일만 다시 보낼 수 있습니다.", "Only a mail that failed can be sent again.");
        }
        if (secret) {
            throw new Conflict(
                    "내용이 비밀이어서 이미 지웠습니다. 처음부터 새로 보내게 해 주세요.",
                    "Its content was secret and is forgotten. Have a new one sent from where it came.");
        }
        if (forgotten()) {
            throw new Conflict(
                    "메일 서버가 받은 뒤라 내용을 이미 지웠습니다.", "The mail server had taken it, so its content is forgotten.");
        }
        if (EmailAddress.parse(recipient).isEmpty()) {
            throw new Conflict("메일 주소가 아니어서 보낼 수 없습니다.", "It cannot be sent: this is not an e-mail address.");
        }
        attempts = 0;
        bounced = false;
        triedSince = null;
        become(State.QUEUED, null, now);
        nextTryAt = now;
    }

    private void giveUp(String why, Instant now) {
        become(State.FAILED, why, now);
        if (secret) {
            forget();
        }
    }

    private void become(State next, String why, Instant now) {
        state = next;
        reason = why;
        at = now;
        nextTryAt = null;
    }

    private void forget() {
        subject = null;
        text = null;
        html = null;
    }

    Sent toSent() {
        return new Sent(id, kind, recipient, state, at, reason);
    }

    MailView toView() {
        return new MailView(
                id,
                tenantId,
                kind,
                recipient,
                state,
                attempts,
                createdAt,
                at,
                nextTryAt,
                reason,
                bounced,
                state == State.FAILED
                        && !secret
                        && !forgotten()
                        && EmailAddress.parse(recipient).isPresent());
    }
}
