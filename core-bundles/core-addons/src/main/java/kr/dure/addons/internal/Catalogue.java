package kr.dure.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kr.dure.product.AppDescription;
import kr.dure.product.Entitlements;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a company can switch on, and agree to. Pictures lie in {@code pictures/} of the jar: PNG, JPEG or WebP. */
@Component(service = Catalogue.class)
public final class Catalogue {
    private static final Map<String, String> TYPES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "webp", "image/webp");
    private static final int MAX_PICTURE = 2 << 20;
    private static final int MAX_PICTURES = 8;

    private final AddonService service;
    private final ConsentsImpl consents;
    private final Entitlements entitlements;

    @Activate
    public Catalogue(
            @Reference AddonService service, @Reference ConsentsImpl consents, @Reference Entitlements entitlements) {
        this.service = service;
        this.consents = consents;
        this.entitlements = entitlements;
    }

    /** A picture of an app. */
    record Picture(String type, byte[] bytes) {}

    List<CatalogueEntry> list(Locale locale) {
        return service.ledger().list().stream()
                .flatMap(row -> entry(row, locale).stream())
                .toList();
    }

    CatalogueEntry get(String id, Locale locale) {
        return service.ledger()
                .find(id)
                .flatMap(row -> entry(row, locale))
                .orElseThrow(() -> new NotFound("그런 애드온이 없습니다.", "There is no such add-on."));
    }

    CatalogueEntry consent(String id, java.util.Set<String> seen, Locale locale) {
        if (Tenants.current().operator()) {
            throw new Forbidden(
                    "운영자는 상품을 쓰지 않습니다. 고객의 주소에서 해 주세요.",
                    "The operator has no products. Please do this on a customer's host.");
        }
        consents.agree(id, seen);
        return get(id, locale);
    }

    private Optional<CatalogueEntry> entry(AddonLedger.Row row, Locale locale) {
        return service.framework()
                .find(row.id())
                .flatMap(bundle -> service.framework().description(bundle).map(app -> entry(row, bundle, app, locale)));
    }

    private CatalogueEntry entry(AddonLedger.Row row, Bundle bundle, AppDescription app, Locale locale) {
        ConsentsImpl.State state = consents.state(row);
        return new CatalogueEntry(
                app.id(),
                app.name().in(locale),
                app.summary().in(locale),
                row.version(),
                app.product(),
                !Tenants.current().operator()
                        && entitlements.enabled(Tenants.current().id(), app.product()),
                app.defaultPrice() == null
                        ? null
                        : new CatalogueEntry.PriceView(
                                app.defaultPrice().basis().name(),
                                app.defaultPrice().won()),
                app.permissions().stream()
                        .map(one -> new CatalogueEntry.PermissionView(
                                one.name(), one.label().in(locale)))
                        .toList(),
                row.rights() == null ? List.of() : List.copyOf(row.rights()),
                app.hosts().stream().sorted().toList(),
                pictures(bundle).stream()
                        .map(name -> "/api/addons/catalogue/" + app.id() + "/pictures/" + name)
                        .toList(),
                new CatalogueEntry.ConsentView(state.version(), state.at(), List.copyOf(state.waiting())));
    }

    private static List<String> pictures(Bundle bundle) {
        var found = bundle.findEntries("pictures", "*", false);
        return found == null
                ? List.of()
                : Collections.list(found).stream()
                        .map(url -> url.getPath().substring(url.getPath().lastIndexOf('/') + 1))
                        .filter(name -> name.matches("[a-z0-9-]{1,60}\\.[a-z]+") && TYPES.containsKey(ending(name)))
                        .sorted(Comparator.naturalOrder())
                        .limit(MAX_PICTURES)
                        .toList();
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    Picture picture(String id, String name) {
        Bundle bundle = service.framework().find(id).orElseThrow(Catalogue::noPicture);
        if (!pictures(bundle).contains(name)) {
            throw noPicture();
        }
        URL url = bundle.getEntry("pictures/" + name);
        try (InputStream in = url.openStream()) {
            return new Picture(TYPES.get(ending(name)), in.readNBytes(MAX_PICTURE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NotFound noPicture() {
        return new NotFound("그런 그림이 없습니다.", "There is no such picture.");
    }
}
