package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.storage.FileOwner;
import kr.dure.storage.Files;
import kr.dure.storage.NewFile;
import kr.dure.storage.StorageQuota;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Files} on the tenant's rows and the objects they name. */
@Component(service = {Files.class, FilesImpl.class})
public final class FilesImpl implements Files {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Backend store;
    private final TenantKeys keys;
    private final StorageQuota quota;
    private final Owners owners;
    private final Uploads uploads;

    @Activate
    public FilesImpl(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Backend store,
            @Reference TenantKeys keys,
            @Reference StorageQuota quota,
            @Reference Owners owners,
            @Reference Uploads uploads) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.store = store;
        this.keys = keys;
        this.quota = quota;
        this.owners = owners;
        this.uploads = uploads;
    }

    @Override
    public StoredFile store(FileOwner owner, NewFile file, InputStream content) throws IOException {
        return take(owner, file, content, null);
    }

    @Override
    public StoredFile restore(StoredFile file, InputStream content) throws IOException {
        if (find(file.id()).isPresent()) {
            throw new Conflict("같은 파일이 이미 있습니다.", "There is a file with this id already.");
        }
        return take(
                file.owner(),
                new NewFile(file.name(), file.size()),
                content,
                new Uploads.Identity(file.id(), file.createdAt(), file.createdBy(), file.sha256()));
    }

    private StoredFile take(FileOwner owner, NewFile file, InputStream content, Uploads.Identity as)
            throws IOException {
        UUID account = Callers.find().map(Caller::accountId).orElse(null);
        Upload begun = uploads.create(account, owner, file.name(), file.length());
        boolean done = false;
        try {
            Upload received = uploads.receive(begun, content, Optional.empty());
            if (file.length() >= 0 && !received.complete()) {
                throw new Invalid("length", "알린 길이보다 적은 내용이 왔습니다.", "Less came than was announced.");
            }
            Upload complete = file.length() >= 0 ? received : uploads.end(received);
            StoredFile stored = as == null ? uploads.complete(complete) : uploads.complete(complete, as);
            done = true;
            return stored;
        } finally {
            if (!done) {
                uploads.terminate(begun.id());
            }
        }
    }

    @Override
    public StoredFile attach(UUID upload, FileOwner owner) {
        FileOwner mine = Owners.upload(Callers.current().accountId());
        return tx.write(session -> {
            FileRepository files = new FileRepository(session);
            StoredFile file = files.find(upload)
                    .map(FileRepository.Row::file)
                    .filter(found -> found.owner().equals(mine))
                    .orElseThrow(Problems::noUpload);
            owners.checkType(owner, file.mediaType());
            owners.checkSize(owner, file.size());
            files.move(upload, owner);
            return of(file, file.id(), owner);
        });
    }

    @Override
    public StoredFile copy(UUID id, FileOwner owner) {
        return tx.write(session -> {
            Room room = Room.lock(session);
            FileRepository.Row row = new FileRepository(session).find(id).orElseThrow(Problems::noFile);
            owners.checkType(owner, row.file().mediaType());
            StoredFile copy = of(row.file(), ids.next(), owner);
            room.copy(copy, row.blob());
            return copy;
        });
    }

    private static StoredFile of(StoredFile file, UUID id, FileOwner owner) {
        return new StoredFile(
                id,
                owner,
                file.name(),
                file.mediaType(),
                file.size(),
                file.sha256(),
                file.createdAt(),
                file.createdBy(),
                file.scan());
    }

    @Override
    public Optional<StoredFile> find(UUID id) {
        return tx.read(session -> new FileRepository(session).find(id)).map(FileRepository.Row::file);
    }

    @Override
    public Page<StoredFile> list(FileOwner owner, String after, int limit) {
        return page(
                tx.read(session -> new FileRepository(session).list(owner, cursor(after), Page.checkLimit(limit) + 1)),
                limit);
    }

    @Override
    public Page<StoredFile> ofApp(String app, String after, int limit) {
        return page(
                tx.read(session -> new FileRepository(session).ofApp(app, cursor(after), Page.checkLimit(limit) + 1)),
                limit);
    }

    private static Page<StoredFile> page(List<StoredFile> rows, int limit) {
        return Page.of(rows, limit, file -> file.id().toString());
    }

    private static UUID cursor(String after) {
        try {
            return after == null ? null : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("after", "after 값을 읽을 수 없습니다.", "after cannot be read.");
        }
    }

    @Override
    public InputStream open(UUID id, long from, long length) {
        PartStream content = tx.read(session -> {
            FileRepository.Row row = new FileRepository(session).find(id).orElseThrow(Problems::noFile);
            long begin = Math.min(from, row.file().size());
            return new PartStream(
                    store,
                    Tenants.current().id(),
                    keys.toRead(),
                    new UploadRepository(session).parts(row.blob()),
                    begin,
                    Math.min(length, row.file().size() - begin));
        });
        content.start();
        return content;
    }

    @Override
    public void delete(UUID id) {
        tx.run(session -> Room.lock(session).remove(id, clock.instant()));
    }

    @Override
    public void deleteAll(FileOwner owner) {
        tx.run(session -> Room.lock(session).removeAll(owner, clock.instant()));
    }

    @Override
    public StorageUsage usage() {
        long limit = quota.limit();
        return tx.read(session -> new StorageUsage(
                limit,
                Room.used(session),
                new UploadRepository(session).reserved(),
                new FileRepository(session).count()));
    }
}
