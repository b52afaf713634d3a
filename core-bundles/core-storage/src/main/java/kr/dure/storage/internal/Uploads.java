package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StorageQuota;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The one way in. An upload is a row that reserves room, then parts that become durable one after the other, then a file.
 * After a crash it goes on behind its last durable part, on any server.
 */
@Component(service = Uploads.class)
public final class Uploads implements AutoCloseable {
    /** How long an upload waits for its next byte, and a finished one for somebody to attach it. */
    static final Duration KEPT = Duration.ofDays(1);

    /** The largest file. */
    static final long MAX_SIZE = 64L << 30;

    /** So that nobody fills the disk with files of one byte. */
    private static final int MAX_PARTS = 20_000;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Backend store;
    private final TenantKeys keys;
    private final StorageQuota quota;
    private final Owners owners;
    private final Scanner scanner;
    private final MediaTypes types = new MediaTypes();
    private final RunningHashes hashes = new RunningHashes();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dure-files");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public Uploads(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Backend store,
            @Reference TenantKeys keys,
            @Reference StorageQuota quota,
            @Reference Owners owners,
            @Reference Scanner scanner) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.store = store;
        this.keys = keys;
        this.quota = quota;
        this.owners = owners;
        this.scanner = scanner;
    }

    /** What a client says its piece hashes to (tus, extension checksum). */
    record Checksum(MessageDigest digest, byte[] expected) {}

    /**
     * Begins an upload and reserves its room.
     *
     * @param account whose it is, or null
     * @param length -1 when it is not known
     */
    Upload create(UUID account, FileOwner owner, String name, long length) {
        String kept = FileNames.of(name);
        if (length > MAX_SIZE) {
            throw Problems.tooLarge(MAX_SIZE);
        }
        owners.checkSize(owner, length);
        Upload upload = new Upload(
                ids.next(),
                account,
                owner,
                kept,
                length,
                Math.max(0, length),
                0,
                clock.instant().plus(KEPT));
        long limit = quota.limit();
        tx.run(session -> {
            long left = Room.lock(session).left(limit);
            if (length > left) {
                throw Problems.quotaExceeded(left);
            }
            new UploadRepository(session).add(upload);
        });
        return upload;
    }

    Optional<Upload> find(UUID id) {
        return tx.read(session -> new UploadRepository(session).find(id));
    }

    /**
     * Takes bytes from where the upload stands. What came before a connection broke is kept.
     *
     * @return the upload as it stands then
     * @throws Problem 507 when an upload of unknown length finds no more room, 409 when somebody else sends it too, 460
     *     when the checksum is another, 422 naming {@code length} when more comes than was announced
     */
    Upload receive(Upload upload, InputStream in, Optional<Checksum> checksum) throws IOException {
        if (tx.read(session -> new UploadRepository(session).parts(upload.id()).size()) >= MAX_PARTS) {
            throw new Problem(
                    413,
                    "too-many-pieces",
                    new Text("조각이 너무 많습니다", "Too many pieces"),
                    new Text("더 큰 조각으로 나누어 보내 주세요.", "Please send it in larger pieces."));
        }
        MessageDigest hash = hashes.take(upload.id(), upload.received());
        PartLog log = new PartLog(upload, checksum.isPresent());
        IOException broken = null;
        long at = upload.received();
        try (Intake intake = new Intake(store, Tenants.current(), keys.toWrite(), log, threads)) {
            long end = upload.length() >= 0 ? upload.length() : upload.reserved();
            boolean more = true;
            while (more) {
                if (at == end) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    end = extend(upload, at);
                    byte[] buffer = intake.buffer();
                    buffer[0] = (byte) next;
                    at += hand(intake, hash, checksum, buffer, 1);
                }
                byte[] buffer = intake.buffer();
                int wanted = (int) Math.min(buffer.length, end - at);
                int count = 0;
                try {
                    while (more && count < wanted) {
                        int read = in.read(buffer, count, wanted - count);
                        more = read >= 0;
                        count += Math.max(0, read);
                    }
                } catch (IOException e) {
                    broken = e;
                    more = false;
                }
                at += hand(intake, hash, checksum, buffer, count);
            }
            if (checksum.isPresent() && broken == null) {
                check(checksum.get());
            }
            if (checksum.isEmpty() || broken == null) {
                intake.finish();
                log.tell();
            }
        }
        if (broken != null && checksum.isPresent()) {
            throw broken;
        }
        if (hash != null) {
            hashes.keep(upload.id(), at, hash);
        }
        if (broken != null) {
            throw broken;
        }
        return find(upload.id()).orElseThrow(Problems::noUpload);
    }

    private static int hand(Intake intake, MessageDigest hash, Optional<Checksum> checksum, byte[] buffer, int count)
            throws IOException {
        if (count > 0) {
            if (hash != null) {
                hash.update(buffer, 0, count);
            }
            checksum.ifPresent(sum -> sum.digest().update(buffer, 0, count));
            intake.take(buffer, count);
        }
        return count;
    }

    private static void check(Checksum checksum) {
        if (!MessageDigest.isEqual(checksum.digest().digest(), checksum.expected())) {
            throw new Problem(
                    460,
                    "checksum-mismatch",
                    new Text("체크섬이 맞지 않습니다", "Checksum mismatch"),
                    new Text(
                            "보낸 조각의 체크섬이 맞지 않습니다. 다시 보내 주세요.",
                            "The piece's checksum is another. Please send it again."));
        }
    }

    /** More room for an upload that does not say how long it is; returns up to where it may go now. */
    private long extend(Upload upload, long at) {
        if (upload.length() >= 0) {
            throw new Invalid("length", "알린 길이보다 더 많은 내용이 왔습니다.", "More came than was announced.");
        }
        if (at >= MAX_SIZE) {
            throw Problems.tooLarge(MAX_SIZE);
        }
        owners.checkSize(upload.owner(), at + 1);
        long limit = quota.limit();
        return tx.write(session -> {
            long left = Room.lock(session).left(limit);
            if (left == 0) {
                throw Problems.quotaExceeded(0);
            }
            long reserved = at + Math.min(left, Part.MAX_BYTES);
            new UploadRepository(session).reserve(upload.id(), reserved);
            return reserved;
        });
    }

    /** Keeps account of parts in the database, each as it becomes durable or all at the end. */
    private final class PartLog implements Intake.Log {
        private final UUID upload;
        private final boolean atTheEnd;
        private final List<Part> parts = new ArrayList<>();
        private long received;

        PartLog(Upload upload, boolean atTheEnd) {
            this.upload = upload.id();
            this.atTheEnd = atTheEnd;
            this.received = upload.received();
        }

        @Override
        public UUID begins() {
            UUID object = ids.next();
            tx.run(session -> new UploadRepository(session)
                    .discard(object, clock.instant().plus(KEPT)));
            return object;
        }

        @Override
        public void durable(Part part) {
            parts.add(part);
            if (!atTheEnd) {
                tell();
            }
        }

        void tell() {
            if (!parts.isEmpty()) {
                Instant until = clock.instant().plus(KEPT);
                boolean inTime = tx.write(session -> {
                    UploadRepository uploads = new UploadRepository(session);
                    if (!uploads.claim(parts, until)) {
                        return false;
                    }
                    long at = received;
                    for (Part part : parts) {
                        uploads.record(upload, at, part, until);
                        at += part.bytes();
                    }
                    return true;
                });
                if (!inTime) {
                    throw new IllegalStateException("A part was deleted before it was noted.");
                }
                received += parts.stream().mapToLong(Part::bytes).sum();
                parts.clear();
            }
        }
    }

    /** How a file is called that an upload becomes. */
    record Identity(UUID id, Instant createdAt, UUID createdBy, String sha256) {}

    /** Makes a complete upload a file of the same id; may be called again. */
    StoredFile complete(Upload upload) throws IOException {
        return complete(upload, new Identity(upload.id(), clock.instant(), upload.account(), null));
    }

    /**
     * Makes a complete upload a file: hashed, looked at, scanned. What is refused is gone.
     *
     * @param as its {@code sha256} must be that of the content, unless it is null
     */
    StoredFile complete(Upload upload, Identity as) throws IOException {
        try {
            String sha256 = HexFormat.of().formatHex(hash(upload).digest());
            if (as.sha256() != null && !as.sha256().equals(sha256)) {
                throw new Invalid("file", "내용의 해시가 맞지 않습니다.", "The content's hash is another.");
            }
            byte[] head;
            try (InputStream in = content(upload)) {
                head = in.readNBytes(MediaTypes.HEAD);
            }
            String type = types.detect(head, upload.name());
            owners.checkType(upload.owner(), type);
            owners.checkSize(upload.owner(), upload.length());
            StoredFile file = new StoredFile(
                    as.id(),
                    upload.owner(),
                    upload.name(),
                    type,
                    upload.length(),
                    sha256,
                    as.createdAt(),
                    as.createdBy(),
                    scanner.scan(() -> content(upload)));
            return tx.write(session -> {
                Room room = Room.lock(session);
                if (new UploadRepository(session).lock(upload.id()).isEmpty()) {
                    // Somebody else completed it in the meantime.
                    return new FileRepository(session)
                            .find(as.id())
                            .map(FileRepository.Row::file)
                            .orElseThrow(Problems::noUpload);
                }
                room.complete(upload, file, clock.instant());
                return file;
            });
        } catch (Scanner.Found found) {
            terminate(upload.id());
            tx.run(session -> session.audit("storage.virus-found", upload.id().toString(), found.getMessage()));
            throw found.problem();
        } catch (Invalid refused) {
            terminate(upload.id());
            throw refused;
        }
    }

    private MessageDigest hash(Upload upload) throws IOException {
        MessageDigest running = hashes.take(upload.id(), upload.length());
        if (running != null) {
            return running;
        }
        // Begun on another server, or before a crash.
        MessageDigest hash = sha256();
        try (InputStream in = content(upload)) {
            byte[] buffer = new byte[Intake.BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
        }
        return hash;
    }

    private InputStream content(Upload upload) {
        List<Part> parts = tx.read(session -> new UploadRepository(session).parts(upload.id()));
        if (parts.stream().mapToLong(Part::bytes).sum() != upload.length()) {
            // Given up or completed by somebody else in the meantime.
            throw Problems.noUpload();
        }
        return new PartStream(store, Tenants.current().id(), keys.toWrite(), parts, 0, upload.length());
    }

    /** Ends an upload of unknown length where it stands. */
    Upload end(Upload upload) {
        tx.run(session -> new UploadRepository(session).setLength(upload.id(), upload.received()));
        return find(upload.id()).orElseThrow(Problems::noUpload);
    }

    /** Gives an upload up; its room is free at once. Returns whether there was one. */
    boolean terminate(UUID id) {
        hashes.forget(id);
        return tx.write(session -> {
            UploadRepository uploads = new UploadRepository(session);
            if (uploads.lock(id).isEmpty()) {
                return false;
            }
            uploads.discardParts(id, clock.instant());
            uploads.remove(id);
            return true;
        });
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        threads.shutdownNow();
    }
}
