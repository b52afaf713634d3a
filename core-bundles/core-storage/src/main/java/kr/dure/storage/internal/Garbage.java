package kr.dure.storage.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes what the current tenant has no use for. In two steps: a content without files becomes garbage in one
 * transaction, which looks once more under the lock that every new file of it needs; then its objects are deleted one
 * after the other. Objects are never used again for another content, so a crash anywhere costs at most a repetition.
 */
@Component(service = Garbage.class)
public final class Garbage {
    /** How long a content stays without files: a backup that copies the database first needs it meanwhile. */
    static final Duration GRACE = Duration.ofDays(1);

    private static final int PAGE = 200;

    private final Tx tx;
    private final Clock clock;
    private final Backend store;
    private final Uploads uploads;
    private final TenantKeys keys;

    @Activate
    public Garbage(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Clock clock,
            @Reference Backend store,
            @Reference Uploads uploads,
            @Reference TenantKeys keys) {
        this.tx = tx;
        this.clock = clock;
        this.store = store;
        this.uploads = uploads;
        this.keys = keys;
    }

    /** Returns how many objects it deleted. */
    int collect() {
        Instant now = clock.instant();
        all(
                session -> new UploadRepository(session)
                        .expired(now, PAGE).stream().map(Upload::id).toList(),
                uploads::terminate);
        all(
                session -> new FileRepository(session)
                        .older(Owners.APP, Owners.UPLOAD, now.minus(Uploads.KEPT), PAGE).stream()
                                .map(file -> file.id())
                                .toList(),
                id -> tx.run(session -> Room.lock(session).remove(id, now)));
        all(
                session -> ids(
                        session,
                        "SELECT id FROM storage.blob WHERE unreferenced_since <= ?1 LIMIT " + PAGE,
                        now.minus(GRACE)),
                blob -> tx.run(session -> sweep(session, blob, now)));
        return deleteObjects(now);
    }

    /**
     * Whether no backup runs, and none begins before the transaction's end: objects that a copy of the database names
     * stay until they are copied too.
     */
    private static boolean free(Session session) {
        return new Sql(session)
                .rows("SELECT pg_try_advisory_xact_lock_shared(hashtext('dure.files'), 1)", row -> (Boolean) row[0])
                .get(0);
    }

    private int deleteObjects(Instant now) {
        if (!tx.read(Garbage::free)) {
            return 0;
        }
        return all(
                session -> ids(
                        session,
                        "SELECT object_id FROM storage.garbage WHERE due_at <= ?1 ORDER BY due_at LIMIT " + PAGE,
                        now),
                object -> tx.run(session -> delete(session, object, now)));
    }

    private interface Work {
        void run(UUID id);
    }

    /** Each in its own transaction; what could not be done once stays for the next run. */
    private int all(Function<Session, List<UUID>> find, Work work) {
        int done = 0;
        List<UUID> page = tx.read(find::apply);
        while (!page.isEmpty()) {
            page.forEach(work::run);
            done += page.size();
            List<UUID> next = tx.read(find::apply);
            if (next.equals(page)) {
                throw new IllegalStateException("Garbage was not collected.");
            }
            page = next;
        }
        return done;
    }

    private static List<UUID> ids(Session session, String select, Instant at) {
        return new Sql(session).rows(select, row -> (UUID) row[0], at);
    }

    private static void sweep(Session session, UUID blob, Instant now) {
        FileRepository files = new FileRepository(session);
        boolean unused = files.lock(blob)
                .filter(found -> found.unreferencedSince() != null)
                .filter(found -> !found.unreferencedSince().isAfter(now.minus(GRACE)))
                .filter(found -> !files.has(blob))
                .isPresent();
        if (unused) {
            Sql sql = new Sql(session);
            new UploadRepository(session).discardParts(blob, now);
            sql.run(
                    "INSERT INTO storage.garbage (object_id, due_at) SELECT object_id, ?1 FROM storage.thumbnail"
                            + " WHERE blob_id = ?2",
                    now,
                    blob);
            sql.run("DELETE FROM storage.thumbnail WHERE blob_id = ?1", blob);
            sql.run("DELETE FROM storage.blob WHERE id = ?1", blob);
        }
    }

    /** Under the lock of its row, so that it is not noted as a part meanwhile. */
    private void delete(Session session, UUID object, Instant now) {
        Sql sql = new Sql(session);
        boolean due = !sql.rows(
                        "SELECT object_id FROM storage.garbage WHERE object_id = ?1 AND due_at <= ?2 FOR UPDATE",
                        row -> row[0],
                        object,
                        now)
                .isEmpty();
        if (due && free(session)) {
            try {
                store.delete(Tenants.current().id(), object);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sql.run("DELETE FROM storage.garbage WHERE object_id = ?1", object);
        }
    }

    /** Everything of a tenant that is deleted: its key and rows at once, then its objects. May be called again. */
    void removeTenant() {
        Instant now = clock.instant();
        tx.run(session -> {
            Sql sql = new Sql(session);
            keys.destroy(session);
            for (String table : List.of("part", "thumbnail")) {
                sql.run(
                        "INSERT INTO storage.garbage (object_id, due_at) SELECT object_id, ?1 FROM storage." + table,
                        now);
            }
            for (String table : List.of("part", "thumbnail", "file", "blob", "upload", "room", "export", "import")) {
                sql.run("DELETE FROM storage." + table);
            }
            sql.run("UPDATE storage.garbage SET due_at = ?1", now);
        });
        deleteObjects(now);
    }
}
