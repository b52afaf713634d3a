package kr.dure.addons.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kr.dure.persistence.Tx;

/** Which add-ons are installed. This is the truth; the framework's cache is made to follow it. */
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

    Optional<Row> find(String id) {
        return tx.read(session -> Optional.ofNullable(session.entities().find(AddonEntity.class, id))
                .map(AddonEntity::toRow));
    }

    /** The jar of a row that is there. */
    byte[] jar(String id) {
        return tx.read(session -> session.entities().find(AddonEntity.class, id).jar());
    }

    /** Notes that {@code jar} is installed, in place of what the add-on was before. */
    Row save(AddonJar jar, AddonState state, String reason) {
        return tx.write(session -> {
            AddonEntity entity = session.entities().find(AddonEntity.class, jar.id());
            boolean fresh = entity == null;
            if (fresh) {
                entity = new AddonEntity(jar.id());
            }
            entity.hold(jar, clock.instant().truncatedTo(ChronoUnit.MICROS)); // as exactly as the table keeps it
            entity.become(state, reason);
            if (fresh) {
                session.entities().persist(entity);
            }
            session.audit(
                    fresh ? "addons.installed" : "addons.upgraded",
                    jar.id(),
                    jar.symbolicName() + " " + jar.version() + " sha256 " + jar.sha256() + " " + state);
            return entity.toRow();
        });
    }

    /** Notes that a row's add-on could not be brought up. */
    void fail(String id, String reason) {
        tx.run(session -> session.entities().find(AddonEntity.class, id).become(AddonState.FAILED, reason));
    }

    void remove(Row row) {
        tx.run(session -> {
            session.entities().remove(session.entities().find(AddonEntity.class, row.id()));
            session.audit("addons.removed", row.id(), row.symbolicName() + " " + row.version());
        });
    }

    /**
     * A row without its jar.
     *
     * @param state how the last attempt to bring it up ended
     * @param reason why it failed, or null
     */
    record Row(
            String id,
            String symbolicName,
            String version,
            String sha256,
            AddonState state,
            String reason,
            Instant installedAt) {}
}
