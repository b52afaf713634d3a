package kr.dure.storage.internal.export;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** The current tenant's exports and imports. */
final class TransferRepository {
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Session session;

    TransferRepository(Session session) {
        this.session = session;
    }

    void add(Object transfer) {
        session.entities().persist(transfer);
        session.entities().flush();
    }

    ExportEntity export(UUID id) {
        return Optional.ofNullable(session.entities().find(ExportEntity.class, id))
                .orElseThrow(() -> new NotFound("그런 내보내기가 없습니다.", "There is no such export."));
    }

    /** Nobody else changes it before the transaction's end. */
    Optional<ExportEntity> lockExport(UUID id) {
        return Optional.ofNullable(session.entities().find(ExportEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<ImportEntity> lockImport(UUID id) {
        return Optional.ofNullable(session.entities().find(ImportEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    ImportEntity importOf(UUID id) {
        return Optional.ofNullable(session.entities().find(ImportEntity.class, id))
                .orElseThrow(() -> new NotFound("그런 가져오기가 없습니다.", "There is no such import."));
    }

    Optional<ExportEntity> openExport() {
        return open(ExportEntity.class);
    }

    Optional<ImportEntity> openImport() {
        return open(ImportEntity.class);
    }

    private <T> Optional<T> open(Class<T> type) {
        return session
                .entities()
                .createQuery(
                        "select t from " + type.getSimpleName() + " t where t.state = :queued or t.state = :running",
                        type)
                .setParameter("queued", TransferState.QUEUED)
                .setParameter("running", TransferState.RUNNING)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Newest first. */
    List<ExportEntity> exports(UUID after, int limit) {
        return page(ExportEntity.class, after, limit);
    }

    /** Newest first. */
    List<ImportEntity> imports(UUID after, int limit) {
        return page(ImportEntity.class, after, limit);
    }

    private <T> List<T> page(Class<T> type, UUID after, int limit) {
        return session.entities()
                .createQuery(
                        "select t from " + type.getSimpleName() + " t where t.id < :after order by t.id desc", type)
                .setParameter("after", after == null ? NEWEST : after)
                .setMaxResults(limit)
                .getResultList();
    }
}
