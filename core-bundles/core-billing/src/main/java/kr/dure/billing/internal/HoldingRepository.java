package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.persistence.Session;

/** Things the current tenant is charged for by the day. */
final class HoldingRepository {
    private static final String COLUMNS = "SELECT key, CAST(from_date AS text), CAST(last_date AS text)";

    private final Session session;

    HoldingRepository(Session session) {
        this.session = session;
    }

    /** What was held on a day of {@code month}. */
    List<Held> of(String meter, YearMonth month) {
        return held(session.entities()
                .createNativeQuery(COLUMNS + " FROM platform.holding WHERE meter = ?1 AND from_date <= ?2"
                        + " AND (last_date IS NULL OR last_date >= ?3) ORDER BY key, from_date")
                .setParameter(1, meter)
                .setParameter(2, month.atEndOfMonth())
                .setParameter(3, month.atDay(1))
                .getResultList());
    }

    /** What is held until further notice. */
    List<Held> open(String meter) {
        return held(session.entities()
                .createNativeQuery(
                        COLUMNS + " FROM platform.holding WHERE meter = ?1 AND last_date IS NULL ORDER BY key")
                .setParameter(1, meter)
                .getResultList());
    }

    private static List<Held> held(List<?> rows) {
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Held((String) row[0], date(row[1]), date(row[2])))
                .toList();
    }

    private static LocalDate date(Object text) {
        return text == null ? null : LocalDate.parse((String) text);
    }
}
