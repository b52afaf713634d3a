package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;
import kr.dure.persistence.Tx;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The catalogue: what the installed apps offer and what of it is on for the tenant. */
@Component(service = ProductService.class)
public final class ProductService {
    private static final String GROUPWARE = "groupware";
    private static final Map<String, Text> NAMES = Map.of(
            GROUPWARE, new Text("그룹웨어", "Groupware"),
            "hr", new Text("인사·급여", "HR"),
            "sales", new Text("영업관리", "Sales"),
            "inventory", new Text("재고관리", "Inventory"),
            "sms", new Text("문자", "SMS"),
            "multidomain", new Text("멀티도메인", "Multi-domain"),
            "attendance-sync", new Text("근태 연동", "Attendance sync"));

    private final Tx tx;
    private final Clock clock;
    private final PriceBook book;
    private final SubscriptionService subscriptions;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps;

    @Activate
    public ProductService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference PriceBook book,
            @Reference SubscriptionService subscriptions) {
        this.tx = tx;
        this.clock = clock;
        this.book = book;
        this.subscriptions = subscriptions;
    }

    Page<Product> list(Locale locale) {
        Map<String, Entitlement> on = on();
        Set<String> ids = new TreeSet<>(on.keySet());
        ids.add(GROUPWARE);
        descriptions().forEach(app -> ids.add(app.product()));
        return new Page<>(
                ids.stream().map(id -> product(id, on.get(id), locale)).toList(), null);
    }

    Product get(String id, Locale locale) {
        return product(id, on().get(id), locale);
    }

    /** What enabling would mean: money today, the next invoice, data and permissions. */
    Preview preview(String id, Locale locale) {
        List<AppDescription> parts = installed(id);
        PriceAnswer answer = tx.read(session -> subscriptions.price(session, Seoul.month(clock), id));
        List<PermissionView> permissions = parts.stream()
                .flatMap(app -> app.permissions().stream())
                .map(permission -> new PermissionView(permission.name(), permission.label().in(locale)))
                .toList();
        List<String> data = parts.stream()
                .map(app -> new Text(
                                app.name().ko() + " 앱이 자기 자료를 따로 저장합니다. 끄더라도 자료는 남습니다.",
                                "The app " + app.name().en() + " keeps its own data; it stays when switched off.")
                        .in(locale))
                .toList();
        Product product = get(id, locale);
        return new Preview(
                id,
                product.name(),
                product.price(),
                moneyToday(id),
                EstimateResource.Estimate.of(Seoul.month(clock), answer, locale),
                data,
                permissions);
    }

    /** Post-paid: nothing is due on the day itself, so this is what the rest of the month adds at once. */
    private long moneyToday(String id) {
        return tx.read(session -> {
            long with = subscriptions.price(session, Seoul.month(clock), id).total();
            long without = subscriptions.price(session, Seoul.month(clock), null).total();
            return with - without;
        });
    }

    Product enable(String id, Locale locale) {
        installed(id);
        if (id.equals("attendance-sync")) {
            throw new Problem(
                    403,
                    "contract-required",
                    new Text("계약 확인이 필요합니다", "Contract required"),
                    new Text(
                            "ADT캡스 계약이 확인된 회사만 켤 수 있습니다. 서비스센터에 문의해 주세요.",
                            "Only for companies whose ADT Caps contract is recorded. Please ask the service centre."));
        }
        book.learn(descriptions(), Seoul.today(clock));
        subscriptions.enable(id);
        return get(id, locale);
    }

    Product disable(String id, Locale locale) {
        if (!on().containsKey(id)) {
            installed(id);
        }
        subscriptions.disable(id);
        return get(id, locale);
    }

    /** The apps of a product. Groupware may be enabled before any of its apps is there. */
    private List<AppDescription> installed(String id) {
        List<AppDescription> parts = descriptions().stream()
                .filter(app -> app.product().equals(id))
                .toList();
        if (!parts.isEmpty() || id.equals(GROUPWARE)) {
            return parts;
        }
        if (NAMES.containsKey(id) || book.basis(id) != null) {
            throw new Problem(
                            404,
                            "app-not-installed",
                            new Text("설치되지 않은 앱입니다", "App not installed"),
                            new Text(
                                    "이 상품의 앱이 서버에 설치되어 있지 않습니다. 운영자가 설치할 수 있습니다.",
                                    "No app of this product is installed on this server. The operator can install it."))
                    .with("product", id);
        }
        throw new NotFound("그런 상품이 없습니다.", "There is no such product.");
    }

    private List<AppDescription> descriptions() {
        return apps.stream().map(App::description).toList();
    }

    private Map<String, Entitlement> on() {
        return tx.read(session -> new BillingRepository(session)
                .entitlements().stream()
                        .filter(Entitlement::open)
                        .collect(Collectors.toMap(Entitlement::product, e -> e)));
    }

    private Product product(String id, Entitlement entitlement, Locale locale) {
        List<AppDescription> parts = new ArrayList<>(descriptions());
        parts.removeIf(app -> !app.product().equals(id));
        Optional<AppDescription> first = parts.stream().findFirst();
        Text name = NAMES.containsKey(id)
                ? NAMES.get(id)
                : first.map(AppDescription::name).orElse(new Text(id, id));
        Text summary = first.map(AppDescription::summary).orElse(name);
        AppDescription.Basis basis = Optional.ofNullable(book.basis(id))
                .orElse(first.map(app -> app.defaultPrice().basis()).orElse(AppDescription.Basis.ACCOUNT));
        Map<String, Long> prices = book.on(Seoul.month(clock)).won();
        long won = prices.getOrDefault(
                id, first.map(app -> app.defaultPrice().won()).orElse(0L));
        String state = entitlement != null ? "ENABLED" : parts.isEmpty() && !id.equals(GROUPWARE) ? "NOT_INSTALLED" : "AVAILABLE";
        return new Product(
                id,
                name.in(locale),
                summary.in(locale),
                state,
                parts.stream().map(AppDescription::id).toList(),
                new PriceView(basis.name(), won),
                entitlement == null ? null : entitlement.startedAt());
    }

    /**
     * A product in the store.
     *
     * @param state {@code ENABLED}, {@code AVAILABLE}, or {@code NOT_INSTALLED} for one that is on but whose app is gone
     * @param since null unless enabled
     */
    public record Product(
            String id, String name, String summary, String state, List<String> apps, PriceView price, Instant since) {}

    /** @param basis {@code ACCOUNT}, {@code USE} or {@code ITEM} */
    public record PriceView(String basis, long won) {}

    public record PermissionView(String name, String label) {}

    /**
     * What enabling means.
     *
     * @param moneyToday won that the rest of this month adds, VAT included; 0 for what is metered
     * @param nextInvoice this month's invoice as it would stand
     */
    public record Preview(
            String product,
            String name,
            PriceView price,
            long moneyToday,
            EstimateResource.Estimate nextInvoice,
            List<String> dataTouched,
            List<PermissionView> permissions) {}
}
