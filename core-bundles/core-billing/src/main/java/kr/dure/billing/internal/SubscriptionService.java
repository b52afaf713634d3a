package kr.dure.billing.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.SeatPolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Entitlements;
import kr.dure.product.Subscriptions;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a tenant has ordered: contract, seats and the products that are on. */
@Component(service = {SubscriptionService.class, Subscriptions.class, SeatPolicy.class, Entitlements.class})
public final class SubscriptionService implements Subscriptions, SeatPolicy, Entitlements {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final PriceBook book;

    /** Read again after half a second, so that a switch on another node holds within one. */
    private final Cache<UUID, Set<String>> enabled = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMillis(500))
            .build();

    @Activate
    public SubscriptionService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference PriceBook book) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.book = book;
    }

    @Override
    public void check(Order order) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                order.products() != null && !order.products().isEmpty() && order.products().size() <= 20,
                "products",
                "상품을 하나 이상 골라 주세요.",
                "Choose at least one product.");
        List<String> products = order.products() == null ? List.of() : order.products();
        for (int i = 0; i < products.size(); i++) {
            String product = products.get(i);
            checks.check(
                    product != null && book.basis(product) != null && products.indexOf(product) == i,
                    "products[" + i + "]",
                    "그런 상품이 없거나 두 번 골랐습니다.",
                    "There is no such product, or it is listed twice.");
            checks.check(
                    !"attendance-sync".equals(product),
                    "products[" + i + "]",
                    "ADT캡스 계약이 확인된 뒤에 신청할 수 있습니다(B6).",
                    "This needs an ADT Caps contract recorded by the operator (B6).");
        }
        checks.range(order.seats(), "seats", 1, 100_000);
        checks.range(order.term(), "term", 0, 3);
        checks.check(
                "monthly".equals(order.payment()) || "prepaid".equals(order.payment()),
                "payment",
                "monthly 또는 prepaid여야 합니다.",
                "Must be monthly or prepaid.");
        checks.done();
    }

    @Override
    public void open(Order order) {
        check(order);
        Instant now = clock.instant();
        LocalDate today = Seoul.date(now);
        tx.run(session -> {
            BillingRepository billing = new BillingRepository(session);
            billing.add(new SubscriptionEntity(
                    ids.next(), today, order.term(), order.payment(), order.autoDebit()));
            billing.add(new SeatChangeEntity(
                    ids.next(), new SeatChange(today, order.seats(), SeatChange.Kind.SIGN_UP)));
            for (String product : order.products()) {
                billing.add(new EntitlementEntity(
                        ids.next(), new Entitlement(product, order.seats(), now, null)));
            }
        });
    }

    @Override
    public void admit(int accounts, boolean confirmed) {
        tx.run(session -> {
            BillingRepository billing = new BillingRepository(session);
            int missing = accounts - billing.registeredSeats();
            if (missing <= 0) {
                return;
            }
            if (!confirmed) {
                throw new Problem(
                                409,
                                "seat-charge",
                                new Text("추가 요금이 생깁니다", "A further seat is charged"),
                                new Text(
                                        "등록 사용자 수를 넘습니다. 아래 금액에 동의하면 confirmCharge를 true로 다시 보내 주세요.",
                                        "This is above the registered seats. To agree to the lines below, send confirmCharge: true."))
                        .with("lines", additionLines(billing, missing));
            }
            billing.add(new SeatChangeEntity(
                    ids.next(), new SeatChange(Seoul.today(clock), missing, SeatChange.Kind.ADDITION)));
            session.audit("billing.seats.added", null, String.valueOf(missing));
        });
    }

    /** What the addition alone puts on this month's invoice. */
    private List<PriceAnswer.View> additionLines(BillingRepository billing, int missing) {
        LocalDate today = Seoul.today(clock);
        YearMonth month = YearMonth.from(today);
        Prices prices = book.on(month);
        int term = billing.subscription().map(SubscriptionEntity::term).orElse(0);
        TreeMap<LocalDate, Long> additions = new TreeMap<>();
        additions.put(today, (long) missing);
        Pricing.Seats seats =
                new Pricing.Seats(0, additions, new TreeMap<>(), month.atDay(1), month.atEndOfMonth());
        Pricing.Facts facts = new Pricing.Facts(
                month, seats, List.of(), prices.of("groupware"), term, false, List.of(), null);
        return Pricing.answer(facts, prices).lines().stream()
                .filter(line -> line.amount() != 0)
                .map(line -> line.in(Locale.KOREAN))
                .toList();
    }

    @Override
    public boolean enabled(UUID tenant, String product) {
        return enabled.get(tenant, this::read).contains(product);
    }

    private Set<String> read(UUID tenant) {
        Tenant owner = Tenants.find()
                .filter(current -> current.id().equals(tenant))
                .orElseGet(() -> new Tenant(tenant, "", "", TenantState.OPEN, false));
        return Tenants.call(owner, () -> tx.read(session -> new BillingRepository(session)
                .entitlements().stream()
                        .filter(Entitlement::open)
                        .map(Entitlement::product)
                        .collect(Collectors.toUnmodifiableSet())));
    }

    /** Switches a product on; on already is as good. */
    void enable(String product) {
        tx.run(session -> {
            BillingRepository billing = new BillingRepository(session);
            if (billing.openEntitlement(product).isEmpty()) {
                int quantity = Math.max(1, billing.registeredSeats());
                billing.add(new EntitlementEntity(
                        ids.next(), new Entitlement(product, quantity, clock.instant(), null)));
                session.audit("billing.product.enabled", product, null);
            }
        });
        enabled.invalidate(Tenants.current().id());
    }

    /** Switches a product off; its data stays. */
    void disable(String product) {
        tx.run(session -> new BillingRepository(session)
                .openEntitlement(product)
                .ifPresent(entitlement -> {
                    entitlement.end(clock.instant());
                    session.audit("billing.product.disabled", product, null);
                }));
        enabled.invalidate(Tenants.current().id());
    }

    /** What the month costs the current tenant, from what happened so far, as if {@code alsoOn} were on from now. */
    PriceAnswer price(Session session, YearMonth month, String alsoOn) {
        BillingRepository billing = new BillingRepository(session);
        List<Entitlement> entitlements = new ArrayList<>(billing.entitlements());
        boolean on = entitlements.stream().anyMatch(e -> e.open() && e.product().equals(alsoOn));
        if (alsoOn != null && !on) {
            entitlements.add(
                    new Entitlement(alsoOn, Math.max(1, billing.registeredSeats()), clock.instant(), null));
        }
        Prices prices = book.on(month);
        SubscriptionEntity subscription = billing.subscription().orElse(null);
        Pricing.Facts facts = MonthFacts.of(
                month,
                billing.seatChanges(),
                entitlements,
                billing.used("sms", month),
                prices.of("groupware"),
                subscription == null ? 0 : subscription.term(),
                subscription != null && subscription.autoDebit());
        return Pricing.answer(facts, prices);
    }
}
