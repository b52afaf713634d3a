package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Tx;
import kr.dure.storage.FileOwner;
import kr.dure.storage.NewFile;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The outer door: files for whom their owner lets. What one may not see is not there. */
@Component(service = FileService.class)
public final class FileService {
    private final Tx tx;
    private final FilesImpl files;
    private final Uploads uploads;
    private final Owners owners;
    private final Thumbnails thumbnails;
    private final StorageHealth figures;

    @Activate
    public FileService(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference FilesImpl files,
            @Reference Uploads uploads,
            @Reference Owners owners,
            @Reference Thumbnails thumbnails,
            @Reference StorageHealth figures) {
        this.tx = tx;
        this.files = files;
        this.uploads = uploads;
        this.owners = owners;
        this.thumbnails = thumbnails;
        this.figures = figures;
    }

    /**
     * The owner that a request names by all three, or the caller's own uploads when by none.
     *
     * @throws Invalid when by some
     */
    static FileOwner owner(String app, String kind, UUID id) {
        if (app == null && kind == null && id == null) {
            return Owners.upload(Callers.current().accountId());
        }
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(app, "app", 100);
        checks.text(kind, "kind", 100);
        checks.check(id != null, "owner", "owner 값이 필요합니다.", "owner is required.");
        checks.done();
        return new FileOwner(app, kind, id);
    }

    Page<StoredFile> list(FileOwner owner, String after, int limit) {
        if (!owners.mayRead(owner, Callers.current())) {
            throw Problems.noFile();
        }
        return files.list(owner, after, limit);
    }

    StoredFile get(UUID id) {
        return files.find(id)
                .filter(file -> owners.mayRead(file.owner(), Callers.current()))
                .orElseThrow(Problems::noFile);
    }

    StoredFile store(FileOwner owner, String name, long length, InputStream content) throws IOException {
        owners.requireWrite(owner, Callers.current());
        // Without a name the one answer names what is missing.
        return counted(() -> files.store(
                owner,
                new NewFile(name == null ? "" : name, length),
                content == null ? InputStream.nullInputStream() : content));
    }

    void delete(UUID id) {
        StoredFile file = get(id);
        owners.requireWrite(file.owner(), Callers.current());
        files.delete(id);
    }

    /** The content, from one byte on. */
    InputStream open(StoredFile file, long from, long length) {
        Caller caller = Callers.current();
        if (caller.actingOperator() != null) {
            tx.run(session -> session.audit("storage.file-read", file.id().toString(), "by the operator"));
        }
        figures.read();
        return files.open(file.id(), from, length);
    }

    byte[] thumbnail(StoredFile file, int edge) throws IOException {
        return thumbnails.of(file, edge);
    }

    StorageUsage usage() {
        return files.usage();
    }

    /** Begins an upload that goes on after a break. One without content is complete at once. */
    Upload begin(FileOwner owner, String name, long length) throws IOException {
        owners.requireWrite(owner, Callers.current());
        Upload upload = uploads.create(Callers.current().accountId(), owner, name, length);
        if (upload.complete()) {
            counted(() -> uploads.complete(upload));
        }
        return upload;
    }

    /** How far an upload of the caller's is; one that has all it needs is completed, should a crash have come between. */
    Upload state(UUID id) throws IOException {
        Upload upload = find(id);
        if (upload != null && upload.complete()) {
            counted(() -> uploads.complete(upload));
            return upload;
        }
        if (upload != null) {
            return upload;
        }
        UUID account = Callers.current().accountId();
        return files.find(id)
                .filter(file -> account.equals(file.createdBy()))
                .map(file -> new Upload(
                        id,
                        account,
                        file.owner(),
                        file.name(),
                        file.size(),
                        0,
                        file.size(),
                        file.createdAt().plus(Uploads.KEPT)))
                .orElseThrow(Problems::noUpload);
    }

    /** @throws Problem 404 for anybody else's, 409 when the caller stands elsewhere than the upload */
    Upload receive(UUID id, long offset, InputStream content, java.util.Optional<Uploads.Checksum> checksum)
            throws IOException {
        Upload upload = find(id);
        if (upload == null) {
            throw Problems.noUpload();
        }
        if (upload.received() != offset) {
            throw new Problem(
                            409,
                            "upload-offset",
                            new kr.dure.product.Text("위치가 다릅니다", "Another offset"),
                            new kr.dure.product.Text(
                                    "이 업로드는 " + upload.received() + "바이트까지 받았습니다. 거기서부터 보내 주세요.",
                                    "This upload has " + upload.received() + " bytes. Please go on from there."))
                    .with("offset", upload.received());
        }
        Upload now = uploads.receive(upload, content, checksum);
        if (now.complete()) {
            counted(() -> uploads.complete(now));
        }
        return now;
    }

    void terminate(UUID id) {
        if (find(id) == null || !uploads.terminate(id)) {
            throw Problems.noUpload();
        }
    }

    private Upload find(UUID id) {
        UUID account = Callers.current().accountId();
        return uploads.find(id)
                .filter(upload -> account.equals(upload.account()))
                .orElse(null);
    }

    private interface Taking {
        StoredFile run() throws IOException;
    }

    private StoredFile counted(Taking work) throws IOException {
        try {
            StoredFile file = work.run();
            figures.taken(file.size());
            return file;
        } catch (Problem problem) {
            figures.refused();
            throw problem;
        }
    }
}
