package kr.dure.approval.internal.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The register of numbers, and what becomes of documents whose time is over: nothing by itself, all by decision. */
@Component(service = KeepingService.class)
public final class KeepingService {
    private static final int MOST = 200;
    private static final int LONGEST_REASON = 500;

    private final Desk desk;

    /** A document that need not be kept any more. */
    public record Expired(
            UUID id, String number, String title, String formName, Retention retention, LocalDate retainUntil) {}

    /** 폐기 or 연장. */
    public enum Decision {
        DESTROY,
        EXTEND
    }

    /** @param retention how long from its completion on, for EXTEND */
    public record Decisions(List<UUID> documentIds, Decision decision, Retention retention, String reason) {}

    @Activate
    public KeepingService(@Reference Desk desk) {
        this.desk = desk;
    }

    Page<Numbers.Entry> register(Integer year, String after, int limit) {
        int wanted = year == null ? desk.organisation.today().getYear() : year;
        List<Numbers.Entry> rows = desk.tx.read(session -> new Numbers(session).register(wanted, after, limit + 1));
        return Page.of(rows, limit, Numbers.Entry::number);
    }

    /** Whose last day lies before {@code before}, oldest first. */
    Page<Expired> expired(LocalDate before, UUID after, int limit) {
        LocalDate day = before == null ? desk.organisation.today() : before;
        List<Expired> rows = desk.tx.read(session -> session
                .entities()
                .createQuery(
                        "select d from DocumentEntity d where d.retainUntil < :day and d.destroyedAt is null"
                                + " and d.id > :after order by d.id",
                        DocumentEntity.class)
                .setParameter("day", day)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit + 1)
                .getResultList()
                .stream()
                .map(document -> new Expired(
                        document.id(),
                        document.number(),
                        document.title(),
                        document.formName(),
                        document.retention(),
                        document.retainUntil()))
                .toList());
        return Page.of(rows, limit, row -> row.id().toString());
    }

    /** All or none. What is destroyed keeps its place in the register, its line and its history. */
    void decide(Decisions decisions) {
        check(decisions);
        Map<UUID, Set<UUID>> followers = new HashMap<>();
        desk.tx.run(session -> {
            Instant now = desk.clock.instant();
            for (UUID id : decisions.documentIds().stream().sorted().toList()) {
                followers.put(id, decide(session, id, decisions, now));
            }
        });
        followers.forEach(desk.telling::changed);
    }

    /** @return whose open screens show it */
    private Set<UUID> decide(Session session, UUID id, Decisions decisions, Instant now) {
        DocumentRepository documents = new DocumentRepository(session);
        DocumentEntity document = documents.lock(id);
        boolean over = document.retainUntil() != null
                && document.retainUntil().isBefore(desk.organisation.today())
                && document.destroyedAt() == null
                && (document.state() == DocumentState.COMPLETED || document.state() == DocumentState.CANCELLED);
        if (!over) {
            throw new Conflict("보존기간이 지나지 않은 문서가 있습니다: " + document.title(), "Still to be kept: " + document.title());
        }
        Retention before = document.retention();
        if (decisions.decision() == Decision.EXTEND) {
            LocalDate until =
                    decisions.retention().keepUntil(document.completedAt()).orElse(null);
            if (until != null && !until.isAfter(document.retainUntil())) {
                throw new Invalid("retention", "지금보다 길게 정해야 합니다.", "It must be longer than now.");
            }
            document.keepUntil(decisions.retention(), until);
        } else {
            ArchiveService.destroy(desk, session, document);
            document.destroy(now);
            desk.files.deleteAll(Attachments.of(id));
            desk.search.remove(DocumentIndex.KIND, id.toString());
            session.entities()
                    .createNativeQuery("UPDATE revision SET before = '{}', changes = '[]' WHERE document_id = ?1")
                    .setParameter(1, id)
                    .executeUpdate();
        }
        document.bump();
        Who who = new People(desk.organisation).acting(Callers.current().accountId());
        String act = decisions.decision() == Decision.EXTEND ? "extend" : "destroy";
        documents.add(new HistoryEntity(desk.ids.next(), document, act, now)
                .by(who, null)
                .saying(decisions.reason(), before + " → " + document.retention()));
        documents.add(new RetentionDecisionEntity(desk.ids.next(), document, decisions, before, who.accountId(), now));
        session.audit("approval.retention." + act, id.toString(), decisions.reason());
        return Telling.followers(document, documents.steps(id), desk.settings::officers);
    }

    private static void check(Decisions decisions) {
        Invalid.Checks checks = new Invalid.Checks();
        boolean some = decisions != null
                && decisions.documentIds() != null
                && !decisions.documentIds().isEmpty()
                && decisions.documentIds().size() <= MOST
                && decisions.documentIds().stream().noneMatch(Objects::isNull);
        checks.check(some, "documentIds", "한 번에 1건부터 " + MOST + "건까지입니다.", "1 to " + MOST + " documents at once.");
        checks.done();
        checks.check(decisions.decision() != null, "decision", "폐기 또는 연장을 고르세요.", "decision is DESTROY or EXTEND.");
        checks.text(decisions.reason(), "reason", LONGEST_REASON);
        checks.check(
                decisions.decision() != Decision.EXTEND || decisions.retention() != null,
                "retention",
                "얼마나 연장할지 필요합니다.",
                "retention is required to extend.");
        checks.done();
    }
}
