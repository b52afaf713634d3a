package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.billing.internal.ProductCatalogue.Entry;
import kr.dure.billing.internal.contract.ContractRepository;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The store: what a tenant can switch on and off, and what that would cost. */
@Component(service = ProductService.class)
public final class ProductService {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final ProductCatalogue catalogue;
    private final MonthPricing months;
    private final EntitlementsImpl entitlements;
    private final MinimumTerm minimumTerm;

    @Activate
    public ProductService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference ProductCatalogue catalogue,
            @Reference MonthPricing months,
            @Reference EntitlementsImpl entitlements,
            @Reference MinimumTerm minimumTerm) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.catalogue = catalogue;
        this.months = months;
        this.entitlements = entitlements;
        this.minimumTerm = minimumTerm;
    }

    /** What is installed, and what is on although its app is away. */
    List<Product> list() {
        Map<String, Instant> on = enabled();
        Map<String, Entry> shown = new TreeMap<>();
        List<Product> products = new ArrayList<>();
        for (Entry entry : catalogue.all()) {
            shown.put(entry.id(), entry);
            if (entry.installed() || on.containsKey(entry.id())) {
                products.add(product(entry, on.get(entry.id())));
            }
        }
        new TreeMap<>(on).forEach((id, since) -> {
            if (!shown.containsKey(id)) {
                products.add(product(ProductCatalogue.withoutTexts(id), since));
            }
        });
        return products;
    }

    /** What switching the product on now would do and cost. */
    ProductPreview preview(String id) {
        refuseOperator();
        Map<String, Instant> on = enabled();
        Entry entry = entry(id, on);
        Optional<Price> price = catalogue.price(id);
        YearMonth month = YearMonth.from(months.today());
        return tx.read(session -> {
            PriceAnswer now = months.of(session, month);
            PriceAnswer then = on.containsKey(id)
                    ? now
                    : months.of(
                            session, month, List.of(new Entitled(id, quantity(session, price), clock.instant(), null)));
            return new ProductPreview(
                    id,
                    entry.name(),
                    price.map(won -> ChargingTexts.of(id, won)).orElse(new Text("", "")),
                    entry.apps().stream()
                            .flatMap(app -> app.permissions().stream())
                            .toList(),
                    entry.apps().stream()
                            .flatMap(app -> dataTouched(app).stream())
                            .toList(),
                    Math.max(0, then.supply() - now.supply()),
                    price.orElse(null),
                    then);
        });
    }

    /** Switches the product on; one that is on stays as it is. */
    Product enable(String id) {
        refuseOperator();
        Map<String, Instant> on = enabled();
        Entry entry = entry(id, on);
        if (on.containsKey(id)) {
            return product(entry, on.get(id));
        }
        if (id.equals(PricePolicy.ATTENDANCE_SYNC)) {
            throw new Problem(
                    409,
                    "contract-required",
                    new Text("계약 등록이 필요합니다", "Contract required"),
                    new Text(
                            "ADT캡스 계약이 등록된 고객만 쓸 수 있습니다. 서비스센터에 계약 등록을 요청해 주세요.",
                            "Only for customers whose ADT Caps contract is recorded. Please ask the service centre to"
                                    + " record it."));
        }
        Optional<Price> price = catalogue.price(id);
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            // A seat added at the same time is either in the quantity or recorded after the start, never neither.
            ledger.lock();
            if (ledger.openEntitlement(id).isEmpty()) {
                ledger.add(new EntitlementEntity(ids.next(), id, quantity(session, price), clock.instant()));
                session.audit("billing.product.enabled", id, null);
            }
        });
        entitlements.forget(Tenants.current().id());
        return product(entry, enabled().get(id));
    }

    /**
     * Switches the product off; one that is off stays so. Its data stays.
     *
     * @throws Problem 409 {@code product-in-use} while something is charged by the day under it: switched off, nobody
     *     could give it back
     */
    Product disable(String id) {
        refuseOperator();
        Entry entry = entry(id, enabled());
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            ledger.lock();
            boolean bound = new ContractRepository(session).boundFrom(months.today());
            ledger.openEntitlement(id).ifPresent(entitlement -> {
                if (bound && id.equals(PricePolicy.GROUPWARE)) {
                    throw new Conflict(
                            "약정 중인 그룹웨어는 서비스센터를 통해서만 해지할 수 있습니다.",
                            "Groupware under a term contract is ended by the service centre only.");
                }
                minimumTerm.refusal(entitlement, months.today().plusDays(1)).ifPresent(reason -> {
                    throw new Conflict(reason.ko(), reason.en());
                });
                refuseWhileHeld(session, id);
                entitlement.end(clock.instant());
                session.audit("billing.product.disabled", id, null);
            });
        });
        entitlements.forget(Tenants.current().id());
        return product(entry, enabled().get(id));
    }

    private static void refuseWhileHeld(Session session, String id) {
        List<Held> held = new HoldingRepository(session).open(id);
        if (!held.isEmpty()) {
            String keys = held.stream().map(Held::key).collect(Collectors.joining(", "));
            throw new Problem(
                            409,
                            "product-in-use",
                            new Text("쓰고 있는 상품입니다", "Product in use"),
                            new Text(
                                    "아직 요금이 청구되는 것이 있어 끌 수 없습니다. 먼저 없애 주세요: " + keys,
                                    "It cannot be switched off while something is charged under it. Please remove"
                                            + " first: " + keys))
                    .with(
                            "holdings",
                            held.stream()
                                    .map(one -> Map.of("key", one.key(), "from", one.first()))
                                    .toList());
        }
    }

    private Entry entry(String id, Map<String, Instant> on) {
        Optional<Entry> entry = catalogue.find(id);
        if (on.containsKey(id)) {
            return entry.orElseGet(() -> ProductCatalogue.withoutTexts(id));
        }
        if (entry.isEmpty() && catalogue.price(id).isEmpty()) {
            throw new NotFound("그런 상품이 없습니다.", "There is no such product.");
        }
        return entry.filter(Entry::installed)
                .orElseThrow(() -> new Problem(
                        404,
                        "app-not-installed",
                        new Text("설치되지 않은 앱입니다", "App not installed"),
                        new Text(
                                "이 상품의 앱이 아직 설치되지 않았습니다. 운영자에게 설치를 요청해 주세요.",
                                "The app of this product is not installed yet. Please ask the operator to install"
                                        + " it.")));
    }

    private Product product(Entry entry, Instant since) {
        Product.State state = since == null
                ? Product.State.AVAILABLE
                : entry.installed() ? Product.State.ENABLED : Product.State.NOT_INSTALLED;
        return new Product(
                entry.id(),
                entry.name(),
                entry.summary(),
                state,
                entry.apps().stream().map(AppDescription::id).toList(),
                catalogue.price(entry.id()).orElse(null),
                since);
    }

    private Map<String, Instant> enabled() {
        return tx.read(session -> new LedgerRepository(session)
                .openEntitlements().stream().collect(Collectors.toMap(Entitled::product, Entitled::startedAt)));
    }

    private long quantity(Session session, Optional<Price> price) {
        return price.filter(p -> p.basis() == Basis.ACCOUNT).isPresent()
                ? new LedgerRepository(session).registeredSeats(months.today())
                : 0;
    }

    private static List<Text> dataTouched(AppDescription app) {
        List<Text> touched = new ArrayList<>();
        touched.add(new Text(
                app.name().ko() + ": 자기 데이터만 저장하고 읽습니다.", app.name().en() + ": keeps and reads its own data only."));
        each(
                touched,
                app.meters().stream().map(AppDescription.Meter::name).sorted().toList(),
                meter -> new Text(
                        app.name().ko() + ": 사용량을 셉니다 (" + meter + ").",
                        app.name().en() + ": counts uses (" + meter + ")."));
        each(
                touched,
                app.hosts().stream().sorted().toList(),
                host -> new Text(
                        app.name().ko() + ": 외부로 데이터를 보냅니다 (" + host + ").",
                        app.name().en() + ": sends data to " + host + "."));
        return touched;
    }

    private static void each(List<Text> touched, List<String> names, Function<String, Text> text) {
        names.stream().map(text).forEach(touched::add);
    }

    private static void refuseOperator() {
        if (Tenants.current().operator()) {
            throw new Forbidden(
                    "운영자는 상품을 쓰지 않습니다. 고객의 주소에서 해 주세요.",
                    "The operator has no products. Please do this on a customer's host.");
        }
    }
}
