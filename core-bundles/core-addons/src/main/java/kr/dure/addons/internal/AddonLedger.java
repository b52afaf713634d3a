package kr.dure.addons.internal;

import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;

/** Which add-ons are installed. This is the truth; the framework of every node is made to follow it. */
final class AddonLedger {
    private final Tx tx;
    private final Clock clock;

    AddonLedger(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** All rows, by id. */
    List<Row> list() {
        return tx.read(
                session -> session
                        .entities()
                        .createQuery("select a from AddonEntity a order by a.id", AddonEntity.class)
                        .getResultList()
                        .stream()
                        .map(AddonEntity::toRow)
                        .toList());
    }

    /** Something that differs whenever a node would have to do something. */
    String edition() {
        return tx.read(session -> (String) session.entities()
                .createNativeQuery("SELECT coalesce(string_agg(id || ' ' || sha256 || ' ' || (state = 'QUARANTINED'),"
                        + " ',' ORDER BY id), '') FROM platform.addon")
                .getSingleResult());
    }

    Optional<Row> find(String id) {
        return tx.read(session -> Optional.ofNullable(session.entities().find(AddonEntity.class, id))
                .map(AddonEntity::toRow));
    }

    /** The jar of a row that is there. */
    byte[] jar(String id) {
        return tx.read(session -> session.entities().find(AddonEntity.class, id).jar());
    }

    /** The jar that an undo would bring back; null when there is none. */
    byte[] previousJar(String id) {
        return tx.read(session -> session.entities().find(AddonEntity.class, id).previousJar());
    }

    /**
     * Notes that {@code jar} is installed, in place of what the add-on was before.
     *
     * @param before what it was, as known to who exchanges it
     * @throws kr.dure.web.Problem 409 when it has become something else meanwhile, by another server
     */
    Row save(AddonJar jar, String signer, AddonState state, String reason, Optional<Row> before) {
        return tx.write(session -> {
            AddonEntity entity = locked(session, jar.id());
            refuseChanged(entity, before);
            boolean fresh = entity == null;
            if (fresh) {
                entity = new AddonEntity(jar.id());
            }
            entity.hold(jar, signer, now());
            entity.become(state, reason);
            if (fresh) {
                session.entities().persist(entity);
                RemainsEntity remains = session.entities().find(RemainsEntity.class, jar.id());
                if (remains != null) {
                    session.entities().remove(remains); // its rows are in use again
                }
            }
            session.audit(
                    fresh ? "addons.installed" : "addons.upgraded",
                    jar.id(),
                    jar.symbolicName() + " " + jar.version() + " sha256 " + jar.sha256() + " "
                            + (signer == null ? "unsigned" : "signed by " + signer) + " " + state
                            + (jar.declaration().grants().isEmpty()
                                    ? ""
                                    : " grants " + jar.declaration().grants().keySet()));
            return entity.toRow();
        });
    }

    /** Notes that the version before is installed again. */
    Row saveUndone(Row before) {
        return tx.write(session -> {
            AddonEntity entity = locked(session, before.id());
            refuseChanged(entity, Optional.of(before));
            entity.holdPrevious(now());
            entity.become(AddonState.ACTIVE, null);
            Row row = entity.toRow();
            session.audit(
                    "addons.undone", row.id(), before.version() + " to " + row.version() + " sha256 " + row.sha256());
            return row;
        });
    }

    private static AddonEntity locked(Session session, String id) {
        return session.entities().find(AddonEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static void refuseChanged(AddonEntity entity, Optional<Row> before) {
        String now = entity == null ? null : entity.toRow().sha256();
        if (!java.util.Objects.equals(now, before.map(Row::sha256).orElse(null))) {
            throw Obstacle.of(
                            "changed-meanwhile",
                            "그 사이에 애드온이 바뀌지 않아야 합니다.",
                            "The add-on must not change meanwhile.",
                            "다른 서버에서 이 애드온을 바꾸었습니다.",
                            "Another server has changed it.",
                            "목록을 다시 보고 시도해 주세요.",
                            "Look at the list again, and try again.")
                    .problem();
        }
    }

    /** Notes that a row's add-on could not be brought up. */
    void fail(String id, String reason) {
        tx.run(session -> {
            AddonEntity entity = session.entities().find(AddonEntity.class, id);
            if (entity != null && entity.toRow().state() != AddonState.QUARANTINED) {
                entity.become(AddonState.FAILED, reason);
            }
        });
    }

    /** Notes that a row's add-on is off for everyone; false when it was. */
    boolean quarantine(String id, String reason) {
        return tx.write(session -> {
            AddonEntity entity = locked(session, id);
            if (entity == null || entity.toRow().state() == AddonState.QUARANTINED) {
                return false;
            }
            entity.become(AddonState.QUARANTINED, reason);
            session.audit("addons.quarantined", id, reason);
            return true;
        });
    }

    /** Notes that it may come up again. */
    void release(String id) {
        tx.run(session -> {
            locked(session, id).become(AddonState.INSTALLED, null);
            session.audit("addons.released", id, null);
        });
    }

    void remove(Row row) {
        tx.run(session -> {
            session.entities().remove(session.entities().find(AddonEntity.class, row.id()));
            session.entities().persist(new RemainsEntity(row, now()));
            session.audit("addons.removed", row.id(), row.symbolicName() + " " + row.version());
        });
    }

    /** What removed add-ons left. */
    List<Remains> remains() {
        return tx.read(session -> session
                .entities()
                .createQuery("select r from RemainsEntity r order by r.id", RemainsEntity.class)
                .getResultList()
                .stream()
                .map(RemainsEntity::toRemains)
                .toList());
    }

    Remains orderPurge(String id, Instant at, String by, String export) {
        return tx.write(session -> {
            RemainsEntity remains = session.entities().find(RemainsEntity.class, id);
            remains.order(at, by, export, now());
            session.audit("addons.purge.ordered", id, "for " + at + ", export " + export);
            return remains.toRemains();
        });
    }

    void cancelPurge(String id) {
        tx.run(session -> {
            session.entities().find(RemainsEntity.class, id).cancel();
            session.audit("addons.purge.cancelled", id, null);
        });
    }

    /** Takes one due order, does it while no other node can, and forgets it. */
    boolean purgeOne(java.util.function.Consumer<String> drop) {
        return tx.write(session -> {
            List<?> due = session.entities()
                    .createNativeQuery("SELECT id FROM platform.addon_remains r WHERE purge_at <= ?1"
                            + " AND NOT EXISTS (SELECT FROM platform.addon a WHERE a.id = r.id)"
                            + " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
                    .setParameter(1, now().atOffset(java.time.ZoneOffset.UTC))
                    .getResultList();
            if (due.isEmpty()) {
                return false;
            }
            String id = (String) due.get(0);
            RemainsEntity remains = session.entities().find(RemainsEntity.class, id);
            drop.accept(remains.symbolicName());
            session.entities().remove(remains);
            session.audit("addons.purged", id, remains.symbolicName());
            return true;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as exactly as the table keeps it
    }

    /** One a line; null for null. */
    static Set<String> set(String lines) {
        return lines == null
                ? null
                : Arrays.stream(lines.split("\n"))
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A row without its jars.
     *
     * @param state how the last attempt to bring it up ended
     * @param reason why it failed, or null
     * @param rights what it declares; null when it was installed before that was noted
     * @param baseline what it may do for a tenant without a recorded consent; null: everything
     * @param signer or null
     * @param previousVersion what an undo brings back, or null
     */
    record Row(
            String id,
            String symbolicName,
            String version,
            String sha256,
            AddonState state,
            String reason,
            Instant installedAt,
            Set<String> rights,
            Set<String> baseline,
            String signer,
            String previousVersion,
            String previousSha256) {}
}
