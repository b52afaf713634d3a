package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;
import kr.dure.storage.internal.export.Content;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Below the files, for exports and imports: archives, which are encrypted like files and are none, so that they do not
 * count against the quota that a company must be able to leave with; and what lies behind files.
 */
@Component(service = ArchiveStore.class)
public final class ArchiveStore implements AutoCloseable {
    /** How long a part that is being written may take. */
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private static final int PAGE = 1000;

    private static final String FILES =
            "SELECT f.id, f.app, f.kind, f.owner_id, f.name, f.media_type, b.size, b.sha256,"
                    + " f.created_at, f.created_by, f.scan, f.blob_id"
                    + " FROM storage.file f JOIN storage.blob b ON b.tenant_id = f.tenant_id AND b.id = f.blob_id";

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Backend store;
    private final TenantKeys keys;
    private final MediaTypes types = new MediaTypes();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dure-archives");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public ArchiveStore(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Backend store,
            @Reference TenantKeys keys) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.store = store;
        this.keys = keys;
    }

    /** What was written, and its SHA-256 in hex. */
    public record Written(long size, String sha256) {}

    /** Keeps an archive, in pieces; what an earlier try left of it is discarded. Not inside a transaction. */
    public Written write(UUID archive, InputStream in) throws IOException {
        tx.run(session -> discard(session, archive));
        MessageDigest digest = Uploads.sha256();
        long size = 0;
        try (Intake intake = new Intake(store, Tenants.current(), keys.toWrite(), new Parts(archive), threads)) {
            byte[] buffer = intake.buffer();
            for (int read = in.readNBytes(buffer, 0, buffer.length);
                    read > 0;
                    read = in.readNBytes(buffer, 0, buffer.length)) {
                digest.update(buffer, 0, read);
                size += read;
                intake.take(buffer, read);
                buffer = intake.buffer();
            }
            intake.finish();
        }
        return new Written(size, HexFormat.of().formatHex(digest.digest()));
    }

    /** Keeps account of an archive's parts as they become durable. */
    private final class Parts implements Intake.Log {
        private final UUID archive;

        Parts(UUID archive) {
            this.archive = archive;
        }

        @Override
        public UUID begins() {
            UUID object = ids.next();
            tx.run(session -> new UploadRepository(session)
                    .discard(object, clock.instant().plus(UNFINISHED)));
            return object;
        }

        @Override
        public void durable(Part part) {
            boolean inTime = tx.write(session -> {
                UploadRepository objects = new UploadRepository(session);
                if (!objects.claim(List.of(part), clock.instant().plus(UNFINISHED))) {
                    return false;
                }
                objects.addPart(archive, part);
                return true;
            });
            if (!inTime) {
                throw new IllegalStateException("A part was deleted before it was noted.");
            }
        }
    }

    /** Deletes an archive in the surrounding transaction; without effect when there is none. */
    public void discard(Session session, UUID archive) {
        new UploadRepository(session).discardParts(archive, clock.instant());
    }

    /**
     * The bytes of an archive, or of what lies behind files. Looks into the database now and not while it is read.
     *
     * @param holder an archive, or the content of files
     */
    public Content content(UUID holder, long size) {
        UUID tenant = Tenants.current().id();
        List<Part> parts = tx.read(session -> new UploadRepository(session).parts(holder));
        PartCipher cipher = keys.toRead();
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open(long from, long length) {
                long begin = Math.min(from, size);
                return new PartStream(store, tenant, cipher, parts, begin, Math.min(length, size - begin));
            }
        };
    }

    /** The content of a file. */
    public Content content(StoredFile file) {
        UUID blob = tx.read(session -> new FileRepository(session)
                .find(file.id())
                .map(FileRepository.Row::blob)
                .orElseThrow(Problems::noFile));
        return content(blob, file.size());
    }

    /** Every file of these apps with the holder of its content, in the order of their ids; one page in memory. */
    public void eachFile(Collection<String> apps, BiConsumer<StoredFile, UUID> each) {
        String names =
                apps.stream().filter(app -> app.matches("[a-z0-9-]+")).collect(Collectors.joining("','", "'", "'"));
        UUID after = new UUID(0, 0);
        List<Kept> page;
        do {
            UUID last = after;
            page = tx.read(session -> new Sql(session)
                    .rows(
                            FILES + " WHERE f.app IN (" + names + ") AND f.id > ?1 ORDER BY f.id LIMIT " + PAGE,
                            ArchiveStore::read,
                            last));
            page.forEach(kept -> each.accept(kept.file(), kept.holder()));
            after = page.isEmpty() ? null : page.get(page.size() - 1).file().id();
        } while (page.size() == PAGE);
    }

    private record Kept(StoredFile file, UUID holder) {}

    private static Kept read(Object[] row) {
        return new Kept(
                new StoredFile(
                        (UUID) row[0],
                        new FileOwner((String) row[1], (String) row[2], (UUID) row[3]),
                        (String) row[4],
                        (String) row[5],
                        ((Number) row[6]).longValue(),
                        (String) row[7],
                        Sql.instant(row[8]),
                        (UUID) row[9],
                        StoredFile.Scan.valueOf((String) row[10])),
                (UUID) row[11]);
    }

    /**
     * Adds files in the surrounding transaction whose contents other files of the tenant have.
     *
     * @throws kr.dure.web.Problem 404 when a content is not there
     */
    public void add(Session session, Iterable<StoredFile> added) {
        Room room = Room.lock(session);
        FileRepository files = new FileRepository(session);
        for (StoredFile file : added) {
            UUID blob =
                    files.lockByHash(file.sha256()).map(FileRepository.Blob::id).orElseThrow(Problems::noFile);
            room.copy(file, blob);
        }
    }

    /** What a file is, told from its first bytes and its name. */
    public String type(Content content, String name) throws IOException {
        try (InputStream in = content.open(0, MediaTypes.HEAD)) {
            return types.detect(in.readNBytes(MediaTypes.HEAD), name);
        }
    }

    /** The installation's signature, in hex. */
    public String sign(byte[] manifest) {
        return keys.sign("export-manifest/1", manifest);
    }

    /** Whether a file may be called so. */
    public static boolean isName(String name) {
        try {
            return FileNames.of(name).equals(name);
        } catch (kr.dure.web.Invalid invalid) {
            return false;
        }
    }

    @Override
    @Deactivate
    public void close() {
        threads.shutdownNow();
    }
}
