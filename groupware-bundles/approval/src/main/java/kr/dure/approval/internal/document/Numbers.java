package kr.dure.approval.internal.document;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.approval.internal.Korea;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.number.NumberPattern;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenants;

/** Document numbers (문서번호) and their register. A number is given in the transaction that needs it: no gaps. */
public final class Numbers {
    private final EntityManager entities;

    /**
     * A line of the register.
     *
     * @param state {@code ISSUED} or {@code CANCELLED}
     * @param reason why it was cancelled, or null
     */
    public record Entry(
            String number,
            int year,
            int serial,
            UUID documentId,
            String title,
            String state,
            String reason,
            Instant issuedAt,
            Instant cancelledAt) {}

    Numbers(Session session) {
        this.entities = session.entities();
    }

    /** The next number of a form in the document's department; others who want one wait for this transaction. */
    String issue(UUID id, FormSpec form, DocumentEntity document, String department, Instant now) {
        int year = Korea.day(now).getYear();
        String scope = switch (form.number().scope()) {
            case DEPARTMENT -> "department:" + document.departmentId();
            case FORM -> "form:" + form.id();
            case COMPANY -> "company";
        };
        int serial = next(scope, year);
        String number = NumberPattern.parse(form.number().pattern(), "number.pattern")
                .format(new NumberPattern.Parts(
                        Tenants.current().name(),
                        department == null ? "" : department,
                        form.name().ko(),
                        year,
                        serial));
        entities.createNativeQuery("INSERT INTO number_register"
                        + " (id, number, scope, year, serial, document_id, title, state, issued_at)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'ISSUED', ?8)")
                .setParameter(1, id)
                .setParameter(2, number)
                .setParameter(3, scope)
                .setParameter(4, year)
                .setParameter(5, serial)
                .setParameter(6, document.id())
                .setParameter(7, document.title())
                .setParameter(8, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return number;
    }

    /** 접수번호 of a receiving department: its own serial by year. */
    String receipt(UUID department, String name, Instant now) {
        int year = Korea.day(now).getYear();
        int serial = next("receipt:" + department, year);
        return (name == null ? "" : name + "-") + "접수-" + year + "-" + String.format("%05d", serial);
    }

    /** The number stays in the register, with the reason. */
    void cancel(UUID document, String reason, Instant now) {
        entities.createNativeQuery("UPDATE number_register SET state = 'CANCELLED', reason = ?1, cancelled_at = ?2"
                        + " WHERE document_id = ?3")
                .setParameter(1, reason)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .setParameter(3, document)
                .executeUpdate();
    }

    /** In the order of scope and serial; {@code after} is the last number of the page before. */
    List<Entry> register(int year, String after, int limit) {
        List<?> rows = entities.createNativeQuery("SELECT n.number, n.year, n.serial, CAST(n.document_id AS text),"
                        + " n.title, n.state, n.reason, n.issued_at, n.cancelled_at FROM number_register n"
                        + " WHERE n.year = ?1 AND (?2 = '' OR (n.scope, n.serial) >"
                        + " (SELECT a.scope, a.serial FROM number_register a WHERE a.number = ?2))"
                        + " ORDER BY n.scope, n.serial LIMIT " + limit)
                .setParameter(1, year)
                .setParameter(2, after == null ? "" : after)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Entry(
                        (String) row[0],
                        ((Number) row[1]).intValue(),
                        ((Number) row[2]).intValue(),
                        UUID.fromString((String) row[3]),
                        (String) row[4],
                        (String) row[5],
                        (String) row[6],
                        instant(row[7]),
                        instant(row[8])))
                .toList();
    }

    private int next(String scope, int year) {
        Object last = entities.createNativeQuery("INSERT INTO number_counter (scope, year, last) VALUES (?1, ?2, 1)"
                        + " ON CONFLICT (tenant_id, scope, year)"
                        + " DO UPDATE SET last = number_counter.last + 1 RETURNING last")
                .setParameter(1, scope)
                .setParameter(2, year)
                .getSingleResult();
        return ((Number) last).intValue();
    }

    static Instant instant(Object value) {
        return Optional.ofNullable(value)
                .map(at -> at instanceof java.sql.Timestamp timestamp
                        ? timestamp.toInstant()
                        : ((java.time.OffsetDateTime) at).toInstant())
                .orElse(null);
    }
}
