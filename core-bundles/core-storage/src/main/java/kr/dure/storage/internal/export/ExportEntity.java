package kr.dure.storage.internal.export;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;

@Entity
@Table(name = "export")
class ExportEntity {
    /** How long an archive waits for its download. */
    static final Duration KEPT = Duration.ofDays(7);

    static final int MAX_ATTEMPTS = 5;

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private ExportKind kind;

    private String apps;
    private String reason;

    @Enumerated(EnumType.STRING)
    private TransferState state;

    private int progress;

    @Column(name = "message_ko")
    private String messageKo;

    @Column(name = "message_en")
    private String messageEn;

    private int attempts;

    @Column(name = "ordered_by")
    private UUID orderedBy;

    @Column(name = "ordered_name")
    private String orderedName;

    @Column(name = "ordered_at")
    private Instant orderedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    private Long size;
    private String sha256;

    @Column(name = "expires_at")
    private Instant expiresAt;

    private Long won;

    @Version
    private int version;

    protected ExportEntity() {}

    ExportEntity(UUID id, ExportKind kind, List<String> apps, String reason, Caller caller, Instant now) {
        this.id = id;
        this.kind = kind;
        this.apps = String.join(",", apps);
        this.reason = reason;
        this.state = TransferState.QUEUED;
        this.orderedBy = caller.accountId();
        this.orderedName = caller.loginId();
        this.orderedAt = now;
        say(0, new Text("기다리는 중입니다.", "It waits for its turn."));
    }

    UUID id() {
        return id;
    }

    List<String> apps() {
        return List.of(apps.split(","));
    }

    boolean open() {
        return state.open();
    }

    void costs(long amount) {
        won = amount;
    }

    /** Another try; the ones before ended with a crash or a fault that may pass. */
    void begin() {
        state = TransferState.RUNNING;
        attempts++;
        say(0, new Text("내보내는 중입니다.", "The export is being written."));
    }

    boolean lastAttempt() {
        return attempts >= MAX_ATTEMPTS;
    }

    void say(int percent, Text message) {
        progress = percent;
        messageKo = message.ko();
        messageEn = message.en();
    }

    void done(long bytes, String hash, Instant now) {
        end(TransferState.DONE, new Text("내려받을 수 있습니다.", "It can be downloaded."), now);
        progress = 100;
        size = bytes;
        sha256 = hash;
        expiresAt = now.plus(KEPT);
    }

    void fail(Text why, Instant now) {
        end(TransferState.FAILED, why, now);
    }

    void cancel(Instant now) {
        if (!open()) {
            throw new Conflict("이미 끝난 내보내기입니다.", "This export has ended already.");
        }
        end(TransferState.CANCELLED, new Text("취소했습니다.", "It was cancelled."), now);
    }

    void expire() {
        state = TransferState.EXPIRED;
        say(100, new Text("보관 기간이 지나 지웠습니다.", "It was deleted when its time was over."));
    }

    private void end(TransferState last, Text message, Instant now) {
        state = last;
        finishedAt = now;
        say(progress, message);
    }

    boolean done() {
        return state == TransferState.DONE;
    }

    /** The bytes of its archive. */
    long size() {
        if (!done()) {
            throw new NotFound("내려받을 파일이 없습니다.", "There is no archive to download.");
        }
        return size;
    }

    String sha256() {
        return sha256;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    String fileName() {
        return "dure-" + (kind == ExportKind.BACKUP ? "backup" : "export") + "-"
                + orderedAt.toString().substring(0, 10) + ".zip";
    }

    ExportView toView() {
        return new ExportView(
                id,
                kind.name(),
                apps(),
                reason,
                state.name(),
                progress,
                new Text(messageKo, messageEn),
                orderedName,
                orderedAt,
                finishedAt,
                size,
                sha256,
                expiresAt,
                won);
    }
}
