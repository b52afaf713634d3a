package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;

/** Counted uses of the current tenant. */
final class UsageRepository {
    private final Session session;

    UsageRepository(Session session) {
        this.session = session;
    }

    /** How much each meter counted in {@code month} (Asia/Seoul); meters that counted nothing are absent. */
    Map<String, Long> byMeter(YearMonth month) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT meter, sum(quantity) FROM platform.usage"
                        + " WHERE at >= ?1 AND at < ?2 GROUP BY meter")
                .setParameter(1, start(month))
                .setParameter(2, start(month.plusMonths(1)))
                .getResultList();
        Map<String, Long> meters = new TreeMap<>();
        for (Object row : rows) {
            Object[] values = (Object[]) row;
            meters.put((String) values[0], ((Number) values[1]).longValue());
        }
        return meters;
    }

    /**
     * Uses of one meter together.
     *
     * @param day null unless by day
     * @param account null unless by account, or nobody's
     */
    record Part(LocalDate day, UUID account, String meter, long quantity) {}

    /** The uses of {@code month} by day (Asia/Seoul) and meter. */
    List<Part> byDay(YearMonth month) {
        return parts(
                month,
                "SELECT CAST(CAST(at AT TIME ZONE 'Asia/Seoul' AS date) AS text), NULL, meter, sum(quantity)",
                "GROUP BY 1, 3 ORDER BY 1, 3");
    }

    /** The uses of {@code month} by account and meter; nobody's last. */
    List<Part> byAccount(YearMonth month) {
        return parts(
                month,
                "SELECT NULL, CAST(account_id AS text), meter, sum(quantity)",
                "GROUP BY account_id, meter ORDER BY account_id NULLS LAST, meter");
    }

    private List<Part> parts(YearMonth month, String select, String group) {
        List<?> rows = session.entities()
                .createNativeQuery(select + " FROM platform.usage WHERE at >= ?1 AND at < ?2 " + group)
                .setParameter(1, start(month))
                .setParameter(2, start(month.plusMonths(1)))
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Part(
                        row[0] == null ? null : LocalDate.parse((String) row[0]),
                        row[1] == null ? null : UUID.fromString((String) row[1]),
                        (String) row[2],
                        ((Number) row[3]).longValue()))
                .toList();
    }

    /** How much {@code meter} counted in {@code year}. */
    long inYear(String meter, Year year) {
        Number sum = (Number) session.entities()
                .createNativeQuery("SELECT COALESCE(sum(quantity), 0) FROM platform.usage"
                        + " WHERE meter = ?1 AND at >= ?2 AND at < ?3")
                .setParameter(1, meter)
                .setParameter(2, start(year.atMonth(1)))
                .setParameter(3, start(year.plusYears(1).atMonth(1)))
                .getSingleResult();
        return sum.longValue();
    }

    /** Which of two meters has counted a use of this key. */
    Optional<String> meterOf(String key, String one, String other) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT meter FROM platform.usage WHERE key = ?1 AND meter IN (?2, ?3)")
                .setParameter(1, key)
                .setParameter(2, one)
                .setParameter(3, other)
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst();
    }

    /** What was counted in {@code month} and stands on no FINAL invoice. */
    Map<String, Long> uncharged(YearMonth month) {
        Map<String, Long> meters = byMeter(month);
        List<?> rows = session.entities()
                .createNativeQuery(
                        "SELECT meter, sum(quantity) FROM billing.charged_usage WHERE month = ?1 GROUP BY meter")
                .setParameter(1, month.toString())
                .getResultList();
        for (Object row : rows) {
            Object[] values = (Object[]) row;
            meters.computeIfPresent((String) values[0], (meter, counted) -> counted - ((Number) values[1]).longValue());
        }
        meters.values().removeIf(left -> left <= 0);
        return meters;
    }

    /** Writes down that a FINAL invoice charges these uses. */
    void charge(Map<YearMonth, Map<String, Long>> counted, UUID invoice, Ids ids) {
        if (counted.values().stream().allMatch(Map::isEmpty)) {
            return;
        }
        String sql =
                "INSERT INTO billing.charged_usage (id, month, meter, quantity, invoice_id) VALUES (?, ?, ?, ?, ?)";
        Sql.call(session, sql, insert -> {
            for (Map.Entry<YearMonth, Map<String, Long>> month : counted.entrySet()) {
                for (Map.Entry<String, Long> used : month.getValue().entrySet()) {
                    insert.setObject(1, ids.next());
                    insert.setString(2, month.getKey().toString());
                    insert.setString(3, used.getKey());
                    insert.setLong(4, used.getValue());
                    insert.setObject(5, invoice);
                    insert.addBatch();
                }
            }
            return insert.executeBatch();
        });
    }

    static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay(PricePolicy.ZONE).toOffsetDateTime();
    }
}
