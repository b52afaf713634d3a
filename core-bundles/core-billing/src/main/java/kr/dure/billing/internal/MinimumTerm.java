package kr.dure.billing.internal;

import java.time.LocalDate;
import java.util.Optional;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.pricing.Policy;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The policy {@code minimum-term}: for how many months a product that is charged per account stays on. */
@Component(service = MinimumTerm.class)
public final class MinimumTerm {
    private final PriceBook prices;

    @Activate
    public MinimumTerm(@Reference PriceBook prices) {
        this.prices = prices;
    }

    /**
     * Why the product cannot end yet, or empty. The policy of the day on which it was switched on decides.
     *
     * @param from the first day without it
     */
    Optional<Text> refusal(EntitlementEntity entitlement, LocalDate from) {
        LocalDate started = LocalDate.ofInstant(entitlement.startedAt(), PricePolicy.ZONE);
        Optional<Prices> book = prices.on(started);
        if (book.isEmpty() || !book.get().charged(entitlement.product(), Basis.ACCOUNT)) {
            return Optional.empty();
        }
        int months = book.get().rates().number(Policy.MINIMUM_TERM);
        LocalDate earliest = started.plusMonths(months);
        return months == 0 || !from.isBefore(earliest)
                ? Optional.empty()
                : Optional.of(new Text(
                        "최소 이용 기간이 " + months + "개월이라 " + earliest + "부터 끝낼 수 있습니다.",
                        "It stays on for at least " + months + " months; it can end from " + earliest + " on."));
    }
}
