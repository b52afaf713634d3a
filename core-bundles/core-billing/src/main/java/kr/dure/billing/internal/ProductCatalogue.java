package kr.dure.billing.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The products there are: those of the price list that need a text of their own, and those of the installed apps. */
@Component(service = ProductCatalogue.class)
public final class ProductCatalogue {
    private static final Map<String, List<Text>> BUILT_IN = builtIn();

    private final PriceBook prices;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps = List.of();

    @Activate
    public ProductCatalogue(@Reference PriceBook prices) {
        this.prices = prices;
    }

    ProductCatalogue(PriceBook prices, List<App> apps) {
        this.prices = prices;
        this.apps = List.copyOf(apps);
    }

    /**
     * A product as it is sold.
     *
     * @param apps the installed apps it contains
     */
    record Entry(String id, Text name, Text summary, List<AppDescription> apps) {
        /** Whether there is something to switch on. Groupware is sold before its first app is installed. */
        boolean installed() {
            return id.equals(PricePolicy.GROUPWARE) || !apps.isEmpty();
        }
    }

    /** All products in the order of the price list, then others by id. */
    List<Entry> all() {
        Map<String, List<AppDescription>> byProduct = new LinkedHashMap<>();
        BUILT_IN.keySet().forEach(product -> byProduct.put(product, new ArrayList<>()));
        descriptions()
                .forEach(app -> byProduct
                        .computeIfAbsent(app.product(), product -> new ArrayList<>())
                        .add(app));
        return byProduct.entrySet().stream()
                .map(e -> entry(e.getKey(), e.getValue()))
                .toList();
    }

    Optional<Entry> find(String product) {
        return all().stream().filter(entry -> entry.id().equals(product)).findFirst();
    }

    /** A product that neither the catalogue nor an app describes any more, but that the tenant still has. */
    static Entry withoutTexts(String product) {
        return new Entry(product, new Text(product, product), new Text("", ""), List.of());
    }

    /**
     * Under which name the price book has a meter's price: the meter's own, otherwise the product's; without its app
     * installed that is taken from its name ({@code sms} of {@code sms.mms}).
     */
    String pricedAs(String meter, Prices book) {
        if (book.find(meter).isPresent()) {
            return meter;
        }
        return descriptions().stream()
                .filter(app ->
                        app.meters().stream().anyMatch(known -> known.name().equals(meter)))
                .map(AppDescription::product)
                .findFirst()
                .orElse(meter.contains(".") ? meter.substring(0, meter.indexOf('.')) : meter);
    }

    /** Whether an installed app counts this meter. */
    boolean meter(String name) {
        return descriptions().stream()
                .flatMap(app -> app.meters().stream())
                .anyMatch(meter -> meter.name().equals(name));
    }

    /**
     * What the product costs now. An app's default becomes the first price of a product that has none, so this is not
     * for use inside a read transaction.
     */
    Optional<Price> price(String product) {
        descriptions().stream()
                .filter(app -> app.product().equals(product))
                .flatMap(app -> app.meters().stream())
                .filter(meter -> meter.price() != null
                        && prices.today().find(meter.name()).isEmpty())
                .forEach(meter -> prices.introduce(meter.name(), meter.price()));
        Optional<Price> known = prices.today().find(product);
        if (known.isPresent()) {
            return known;
        }
        return descriptions().stream()
                .filter(app -> app.product().equals(product) && app.defaultPrice() != null)
                .map(AppDescription::defaultPrice)
                .findFirst()
                .map(price -> {
                    prices.introduce(product, price);
                    return prices.today().find(product).orElse(price);
                });
    }

    private List<AppDescription> descriptions() {
        return apps.stream()
                .map(App::description)
                .sorted(Comparator.comparing(AppDescription::product).thenComparing(AppDescription::id))
                .toList();
    }

    private static Entry entry(String product, List<AppDescription> apps) {
        List<Text> texts = BUILT_IN.get(product);
        return texts == null
                ? new Entry(product, apps.get(0).name(), apps.get(0).summary(), List.copyOf(apps))
                : new Entry(product, texts.get(0), texts.get(1), List.copyOf(apps));
    }

    private static Map<String, List<Text>> builtIn() {
        Map<String, List<Text>> texts = new LinkedHashMap<>();
        texts.put(
                PricePolicy.GROUPWARE,
                List.of(
                        new Text("그룹웨어", "Groupware"),
                        new Text(
                                "메일, 전자결재, 게시판, 일정, 근태 등 회사의 하루를 한곳에 모읍니다.",
                                "Mail, approvals, boards, calendar, attendance: the company's day in one place.")));
        texts.put(
                "hr",
                List.of(
                        new Text("인사", "HR"),
                        new Text("인사, 급여, 근태, 퇴직을 관리합니다.", "Personnel, payroll, attendance and retirement.")));
        texts.put(
                "sales",
                List.of(
                        new Text("영업", "Sales"),
                        new Text(
                                "영업 기회와 거래처, 계획과 활동, 성과를 관리합니다.",
                                "Opportunities, accounts, plans, activities and performance.")));
        texts.put(
                "inventory",
                List.of(
                        new Text("재고", "Inventory"),
                        new Text("품목, 입고와 출고, 재고를 관리합니다.", "Items, inbound, outbound and stock.")));
        return texts;
    }
}
