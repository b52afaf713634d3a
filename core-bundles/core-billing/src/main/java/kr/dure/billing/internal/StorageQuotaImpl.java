package kr.dure.billing.internal;

import java.util.Set;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.Policy;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription.Basis;
import kr.dure.storage.StorageQuota;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@link StorageQuota} (B11): with groupware so many gigabytes per registered seat, otherwise so many per registered seat
 * and product bought alone.
 */
@Component
public final class StorageQuotaImpl implements StorageQuota {
    private static final long GIGABYTE = 1L << 30;

    private final Tx tx;
    private final PriceBook prices;
    private final MonthPricing months;

    @Activate
    public StorageQuotaImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference PriceBook prices,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.prices = prices;
        this.months = months;
    }

    @Override
    public long limit() {
        Prices book = prices.today();
        Set<String> perAccount = book.charged(Basis.ACCOUNT);
        return tx.read(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            long seats = ledger.registeredSeats(months.today());
            Set<String> on = Set.copyOf(
                    ledger.openEntitlements().stream().map(Entitled::product).toList());
            if (on.contains(PricePolicy.GROUPWARE)) {
                return bytes(book, Policy.SEAT_QUOTA, seats);
            }
            long products = on.stream().filter(perAccount::contains).count();
            return bytes(book, Policy.ACCOUNT_QUOTA, Math.multiplyExact(seats, products));
        });
    }

    private static long bytes(Prices book, Policy policy, long accounts) {
        return Math.multiplyExact(
                Math.multiplyExact(accounts, (long) book.rates().number(policy)), GIGABYTE);
    }
}
