package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Year;
import java.util.Optional;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.metering.Usage;
import kr.dure.persistence.Tx;
import kr.dure.product.BackupCharges;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link BackupCharges} (B10): the year's free backup and the charged ones are two meters. */
@Component
public final class BackupChargesImpl implements BackupCharges {
    private static final int MAX_KEY = 200;

    private final Tx tx;
    private final Clock clock;
    private final PriceBook prices;
    private final MonthPricing months;

    @Activate
    public BackupChargesImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference PriceBook prices,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.clock = clock;
        this.prices = prices;
        this.months = months;
    }

    @Override
    public Charge preview() {
        long price = price();
        return tx.read(session -> charge(free(new UsageRepository(session)), price));
    }

    @Override
    public Charge record(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("A key of " + key.length() + " characters.");
        }
        long price = price();
        return tx.write(session -> {
            // Two orders at once are not both the year's free one.
            months.lock(session);
            UsageRepository usage = new UsageRepository(session);
            Optional<String> known = usage.meterOf(key, PricePolicy.FREE_BACKUP, PricePolicy.BACKUP);
            boolean free = known.isPresent() ? known.get().equals(PricePolicy.FREE_BACKUP) : free(usage);
            if (known.isEmpty()) {
                session.record(new Usage(free ? PricePolicy.FREE_BACKUP : PricePolicy.BACKUP, 1, key, clock.instant()));
            }
            return charge(free, price);
        });
    }

    private boolean free(UsageRepository usage) {
        return usage.inYear(PricePolicy.FREE_BACKUP, Year.from(months.today())) == 0;
    }

    /** Backups are priced, like everything, by the price book of the month's first day. */
    private long price() {
        return prices.on(months.today().withDayOfMonth(1))
                .map(book -> book.rates().of(PricePolicy.BACKUP))
                .orElse(0L);
    }

    private static Charge charge(boolean free, long price) {
        return free ? new Charge(true, 0) : new Charge(false, price);
    }
}
