package kr.dure.sms.internal;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import kr.dure.carrier.Carrier.Receipt;
import kr.dure.carrier.Result;
import kr.dure.persistence.Session;

/** Receipts that nobody waited for, in the operator's own rows. */
final class StrayReceipts {
    private final EntityManager entities;

    StrayReceipts(Session session) {
        this.entities = session.entities();
    }

    /** @param at when it came */
    record Stray(UUID id, Receipt receipt, Instant at) {}

    void keep(String route, List<Receipt> receipts, Instant now) {
        entities.createNativeQuery("INSERT INTO receipt (id, route, carrier_id, phone, result, code, at)"
                        + " SELECT gen_random_uuid(), ?1, v.* , ?6 FROM unnest(CAST(?2 AS text[]), CAST(?3 AS text[]),"
                        + " CAST(?4 AS text[]), CAST(?5 AS text[])) AS v (carrier_id, phone, result, code)")
                .setParameter(1, route)
                .setParameter(2, SqlArray.of(receipts, Receipt::id))
                .setParameter(3, SqlArray.of(receipts, Receipt::phone))
                .setParameter(4, SqlArray.of(receipts, Receipt::result))
                .setParameter(5, SqlArray.of(receipts, Receipt::code))
                .setParameter(6, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Those of a route that came after {@code from}, oldest first. */
    List<Stray> of(String route, Instant from) {
        List<?> rows = entities.createNativeQuery("SELECT id, carrier_id, phone, result, code, at FROM receipt"
                        + " WHERE route = ?1 AND at > ?2 ORDER BY at LIMIT 1000")
                .setParameter(1, route)
                .setParameter(2, from.atOffset(ZoneOffset.UTC))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Stray(
                        (UUID) row[0],
                        new Receipt((String) row[1], (String) row[2], Result.valueOf((String) row[3]), (String) row[4]),
                        Delivery.instant(row[5])))
                .toList();
    }

    void delete(UUID id) {
        entities.createNativeQuery("DELETE FROM receipt WHERE id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void deleteBefore(Instant moment) {
        entities.createNativeQuery("DELETE FROM receipt WHERE at < ?1")
                .setParameter(1, moment.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
