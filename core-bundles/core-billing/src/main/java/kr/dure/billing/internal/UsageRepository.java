package kr.dure.billing.internal;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.dure.billing.internal.pricing.PricePolicy;
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

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay(PricePolicy.ZONE).toOffsetDateTime();
    }
}
