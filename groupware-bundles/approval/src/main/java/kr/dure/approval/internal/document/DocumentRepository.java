package kr.dure.approval.internal.document;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Documents, their lines and what was done, of the current tenant. */
final class DocumentRepository {
    private final EntityManager entities;

    DocumentRepository(Session session) {
        this.entities = session.entities();
    }

    void add(Object row) {
        entities.persist(row);
    }

    void remove(Object row) {
        entities.remove(row);
    }

    void flush() {
        entities.flush();
    }

    /** The document, which nobody else changes until the transaction ends. */
    DocumentEntity lock(UUID id) {
        return present(entities.find(DocumentEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    DocumentEntity get(UUID id) {
        return present(entities.find(DocumentEntity.class, id));
    }

    Optional<DocumentEntity> find(UUID id) {
        return Optional.ofNullable(entities.find(DocumentEntity.class, id));
    }

    static DocumentEntity present(DocumentEntity document) {
        if (document == null) {
            throw missing();
        }
        return document;
    }

    static NotFound missing() {
        return new NotFound("그런 문서가 없습니다.", "There is no such document.");
    }

    Optional<DocumentEntity> byOrigin(String system, String reference) {
        return entities
                .createQuery(
                        "select d from DocumentEntity d where d.originSystem = :system and d.originReference = :reference",
                        DocumentEntity.class)
                .setParameter("system", system)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<StepEntity> steps(UUID document) {
        return entities.createQuery(
                        "select s from StepEntity s where s.documentId = :document order by s.sort, s.id",
                        StepEntity.class)
                .setParameter("document", document)
                .getResultList();
    }

    Optional<HistoryEntity> history(UUID document, int version) {
        return entities
                .createQuery(
                        "select h from HistoryEntity h where h.documentId = :document and h.documentVersion = :version",
                        HistoryEntity.class)
                .setParameter("document", document)
                .setParameter("version", version)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    List<HistoryEntity> history(UUID document, int after, int limit) {
        return entities.createQuery(
                        "select h from HistoryEntity h where h.documentId = :document and h.documentVersion > :after"
                                + " order by h.documentVersion",
                        HistoryEntity.class)
                .setParameter("document", document)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    List<RevisionEntity> revisions(UUID document, int after, int limit) {
        return entities.createQuery(
                        "select r from RevisionEntity r where r.documentId = :document and r.revision > :after"
                                + " order by r.revision",
                        RevisionEntity.class)
                .setParameter("document", document)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    List<QuestionEntity> questions(UUID document, int limit) {
        return entities.createQuery(
                        "select q from QuestionEntity q where q.documentId = :document order by q.id",
                        QuestionEntity.class)
                .setParameter("document", document)
                .setMaxResults(limit)
                .getResultList();
    }

    QuestionEntity question(UUID id) {
        QuestionEntity question = id == null ? null : entities.find(QuestionEntity.class, id);
        if (question == null) {
            throw new NotFound("그런 질문이 없습니다.", "There is no such question.");
        }
        return question;
    }

    List<UUID> links(UUID document) {
        List<UUID> linked = new ArrayList<>();
        for (Object id : entities.createNativeQuery(
                        "SELECT CAST(linked_id AS text) FROM document_link WHERE document_id = ?1 ORDER BY sort")
                .setParameter(1, document)
                .getResultList()) {
            linked.add(UUID.fromString((String) id));
        }
        return linked;
    }

    void link(UUID document, List<UUID> linked) {
        entities.createNativeQuery("DELETE FROM document_link WHERE document_id = ?1")
                .setParameter(1, document)
                .executeUpdate();
        int sort = 0;
        for (UUID other : linked) {
            entities.createNativeQuery("INSERT INTO document_link (document_id, linked_id, sort) VALUES (?1, ?2, ?3)"
                            + " ON CONFLICT DO NOTHING")
                    .setParameter(1, document)
                    .setParameter(2, other)
                    .setParameter(3, sort++)
                    .executeUpdate();
        }
    }

    Optional<UUID> signature(UUID account) {
        List<?> files = entities.createNativeQuery("SELECT CAST(file_id AS text) FROM signature WHERE account_id = ?1")
                .setParameter(1, account)
                .getResultList();
        return files.stream().map(id -> UUID.fromString((String) id)).findFirst();
    }

    /** Documents after {@code after} in the order of their ids, for the index. */
    List<DocumentEntity> after(UUID after, int limit) {
        return entities.createQuery(
                        "select d from DocumentEntity d where d.id > :after and d.submittedAt is not null order by d.id",
                        DocumentEntity.class)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Documents whose turn is this account's. */
    List<UUID> waitingFor(UUID account) {
        return entities.createQuery(
                        "select distinct s.documentId from StepEntity s where s.accountId = :account and s.box = :box",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("box", Box.WAITING.word())
                .getResultList();
    }
}
