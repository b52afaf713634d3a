package kr.dure.billing.internal;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.identity.Accounts;
import kr.dure.persistence.Tx;
import kr.dure.storage.StorageQuota;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link StorageQuota}: by registered seat with groupware, otherwise by account and product, pooled (B7, B11). */
@Component
public final class StorageQuotaImpl implements StorageQuota {
    private final Tx tx;
    private final MonthPricing months;
    private final Accounts accounts;

    @Activate
    public StorageQuotaImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference MonthPricing months,
            @Reference Accounts accounts) {
        this.tx = tx;
        this.months = months;
        this.accounts = accounts;
    }

    @Override
    public long limit() {
        if (Tenants.current().operator()) {
            return Long.MAX_VALUE;
        }
        LocalDate today = months.today();
        return tx.read(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            Set<String> products =
                    ledger.openEntitlements().stream().map(Entitled::product).collect(Collectors.toSet());
            return products.contains(PricePolicy.GROUPWARE)
                    ? PricePolicy.seatStorage(ledger.registeredSeats(today))
                    : PricePolicy.accountStorage(products, accounts.count());
        });
    }
}
