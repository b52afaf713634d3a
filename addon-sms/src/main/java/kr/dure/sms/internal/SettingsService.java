package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import kr.dure.persistence.Tx;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A company's limits and figures. */
@Component(service = SettingsService.class)
public final class SettingsService {
    private static final int MOST = 10_000_000;

    private final Tx tx;
    private final Clock clock;

    @Activate
    public SettingsService(@Reference(target = "(unit=kr.dure.sms)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    SendingLimits limits() {
        return tx.read(session -> new LimitsRepository(session).get());
    }

    SendingLimits limit(SendingLimits limits) {
        Invalid.Checks checks = new Invalid.Checks();
        range(checks, "perDay", limits.perDay());
        range(checks, "approvalAbove", limits.approvalAbove());
        checks.done();
        return tx.write(session -> {
            LimitsRepository repository = new LimitsRepository(session);
            repository.set(limits);
            session.audit("sms.limits.changed", null, limits.toString());
            return repository.get();
        });
    }

    private static void range(Invalid.Checks checks, String field, Integer value) {
        checks.check(
                value == null || value >= 0 && value <= MOST,
                field,
                "0부터 " + MOST + "까지이거나 비워 두세요.",
                "From 0 to " + MOST + ", or nothing.");
    }

    /** @param asked null for the running month */
    Statistics statistics(YearMonth asked) {
        YearMonth month = asked == null ? YearMonth.from(clock.instant().atZone(AdRules.SEOUL)) : asked;
        return tx.read(session ->
                new Statistics(month, new MessageRepository(session).count(start(month), start(month.plusMonths(1)))));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(AdRules.SEOUL).toInstant();
    }
}
