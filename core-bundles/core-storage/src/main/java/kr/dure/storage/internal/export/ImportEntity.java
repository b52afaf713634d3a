package kr.dure.storage.internal.export;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.product.Text;
import kr.dure.storage.StoredFile;

@Entity
@Table(name = "import")
class ImportEntity {
    @Id
    private UUID id;

    @Column(name = "file_id")
    private UUID fileId;

    @Column(name = "file_name")
    private String fileName;

    private long size;

    @Enumerated(EnumType.STRING)
    private TransferState state;

    private int progress;

    @Column(name = "message_ko")
    private String messageKo;

    @Column(name = "message_en")
    private String messageEn;

    private int attempts;
    private String apps;

    @Column(name = "row_count")
    private long rows;

    @Column(name = "file_count")
    private long files;

    @Column(name = "ordered_by")
    private UUID orderedBy;

    @Column(name = "ordered_name")
    private String orderedName;

    @Column(name = "ordered_at")
    private Instant orderedAt;

    /** The operator who acted for the company's administrator, or null. */
    @Column(name = "acting_operator")
    private String actingOperator;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Version
    private int version;

    protected ImportEntity() {}

    ImportEntity(UUID id, StoredFile archive, Caller caller, Instant now) {
        this.id = id;
        this.fileId = archive.id();
        this.fileName = archive.name();
        this.size = archive.size();
        this.state = TransferState.QUEUED;
        this.apps = "";
        this.orderedBy = caller.accountId();
        this.orderedName = caller.loginId();
        this.actingOperator = caller.actingOperator();
        this.orderedAt = now;
        say(0, new Text("기다리는 중입니다.", "It waits for its turn."));
    }

    UUID id() {
        return id;
    }

    UUID fileId() {
        return fileId;
    }

    /** Whether an operator answers for what is in the archive. */
    boolean byOperator() {
        return actingOperator != null;
    }

    boolean open() {
        return state.open();
    }

    void begin() {
        state = TransferState.RUNNING;
        attempts++;
        say(0, new Text("파일을 확인하는 중입니다.", "The archive is being checked."));
    }

    boolean lastAttempt() {
        return attempts >= ExportEntity.MAX_ATTEMPTS;
    }

    void say(int percent, Text message) {
        progress = percent;
        messageKo = message.ko();
        messageEn = message.en();
    }

    void done(List<String> imported, long rowCount, long fileCount, Instant now) {
        state = TransferState.DONE;
        apps = String.join(",", imported);
        rows = rowCount;
        files = fileCount;
        finishedAt = now;
        say(
                100,
                new Text(
                        rowCount + "줄과 파일 " + fileCount + "개를 가져왔습니다.",
                        rowCount + " rows and " + fileCount + " files were imported."));
    }

    void fail(Text why, Instant now) {
        state = TransferState.FAILED;
        finishedAt = now;
        say(progress, why);
    }

    ImportView toView() {
        return new ImportView(
                id,
                fileName,
                size,
                state.name(),
                progress,
                new Text(messageKo, messageEn),
                apps.isEmpty() ? List.of() : List.of(apps.split(",")),
                rows,
                files,
                orderedName,
                orderedAt,
                finishedAt);
    }
}
