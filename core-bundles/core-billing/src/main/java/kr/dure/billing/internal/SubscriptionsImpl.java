package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kr.dure.billing.internal.SeatChangeEntity.Kind;
import kr.dure.billing.internal.contract.Contracts;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Subscriptions}: the start of a tenant's seat ledger and of its products. */
@Component
public final class SubscriptionsImpl implements Subscriptions {
    private static final int MAX_SEATS = 100_000;
    private static final Set<String> PAYMENTS = Set.of("monthly", "prepaid");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final PriceBook prices;
    private final ProductCatalogue catalogue;
    private final MonthPricing months;
    private final EntitlementsImpl entitlements;
    private final Contracts contracts;

    @Activate
    public SubscriptionsImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference PriceBook prices,
            @Reference ProductCatalogue catalogue,
            @Reference MonthPricing months,
            @Reference EntitlementsImpl entitlements,
            @Reference Contracts contracts) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.prices = prices;
        this.catalogue = catalogue;
        this.months = months;
        this.entitlements = entitlements;
        this.contracts = contracts;
    }

    @Override
    public void check(Order order) {
        Invalid.Checks checks = new Invalid.Checks();
        if (checks.check(
                order.products() != null && !order.products().isEmpty(),
                "products",
                "상품을 하나 이상 골라 주세요.",
                "Please choose at least one product.")) {
            checkProducts(checks, order.products());
        }
        checks.range(order.seats(), "seats", 1, MAX_SEATS);
        checks.range(order.term(), "term", 0, PricePolicy.MAX_TERM);
        checks.check(
                order.payment() != null && PAYMENTS.contains(order.payment()),
                "payment",
                "payment는 monthly 또는 prepaid여야 합니다.",
                "payment must be monthly or prepaid.");
        checks.done();
    }

    private void checkProducts(Invalid.Checks checks, List<String> products) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < products.size(); i++) {
            String product = products.get(i);
            String field = "products[" + i + "]";
            if (!checks.check(
                    product != null
                            && (prices.today().find(product).isPresent()
                                    || catalogue.find(product).isPresent()),
                    field,
                    "없는 상품입니다.",
                    "There is no such product.")) {
                continue;
            }
            checks.check(seen.add(product), field, "같은 상품이 두 번 있습니다.", "This product is named twice.");
            checks.check(
                    !product.equals(PricePolicy.ATTENDANCE_SYNC),
                    field,
                    "ADT캡스 계약이 등록된 고객만 쓸 수 있습니다. 가입한 뒤 서비스센터에 문의해 주세요.",
                    "Only for customers whose ADT Caps contract is recorded. Please sign up without it and ask the"
                            + " service centre.");
        }
    }

    @Override
    public void open(Order order) {
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            Instant now = clock.instant();
            ledger.add(new SubscriptionEntity(ids.next(), months.today(), order));
            ledger.add(new SeatChangeEntity(ids.next(), months.today(), order.seats(), Kind.SIGN_UP, now));
            for (String product : order.products()) {
                boolean perAccount = catalogue
                        .price(product)
                        .filter(price -> price.basis() == Basis.ACCOUNT)
                        .isPresent();
                ledger.add(new EntitlementEntity(ids.next(), product, perAccount ? order.seats() : 0, now));
            }
            contracts.open(
                    session,
                    order.term(),
                    order.payment(),
                    order.products().contains(PricePolicy.GROUPWARE) ? order.seats() : 0);
            session.audit(
                    "billing.subscription.opened",
                    null,
                    String.join(",", order.products()) + "; seats " + order.seats() + ", term " + order.term());
        });
        entitlements.forget(Tenants.current().id());
    }

    @Override
    public void close(Instant at) {
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            ledger.lock();
            List<String> ended = ledger.endAll(at);
            Contracts.endAll(session, LocalDate.ofInstant(at, PricePolicy.ZONE));
            if (!ended.isEmpty()) {
                session.audit("billing.subscription.closed", null, String.join(",", ended));
            }
        });
        entitlements.forget(Tenants.current().id());
    }

    @Override
    public void reopen(Instant closedAt, Instant at) {
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            ledger.lock();
            List<EntitlementEntity> again = ledger.endedAt(closedAt).stream()
                    .filter(ended -> ledger.openEntitlement(ended.product()).isEmpty())
                    .toList();
            for (EntitlementEntity ended : again) {
                long seats = ended.quantity() > 0 ? ledger.registeredSeats(months.today()) : 0;
                ledger.add(new EntitlementEntity(ids.next(), ended.product(), seats, at));
            }
            Contracts.goOn(session, LocalDate.ofInstant(closedAt, PricePolicy.ZONE));
            if (!again.isEmpty()) {
                session.audit(
                        "billing.subscription.reopened",
                        null,
                        again.stream().map(EntitlementEntity::product).collect(Collectors.joining(",")));
            }
        });
        entitlements.forget(Tenants.current().id());
    }
}
