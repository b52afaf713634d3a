package kr.dure.storage.internal.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kr.dure.persistence.TenantTables;
import kr.dure.product.App;
import kr.dure.product.Text;
import kr.dure.storage.AppExport;
import kr.dure.web.AppsReady;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The apps that are installed, each with the unit of its bundle and what it says of its export. */
@Component(service = ExportableApps.class)
public final class InstalledExportableApps implements ExportableApps {
    private final TenantTables tables;
    private final BundleContext context;

    @Reference(
            service = App.class,
            collectionType = CollectionType.TUPLE,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, App>> apps = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AppExport> exports = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AppsReady> starting = List.of();

    @Activate
    public InstalledExportableApps(BundleContext context, @Reference TenantTables tables) {
        this.context = context;
        this.tables = tables;
    }

    @Override
    public List<ExportableApp> all() {
        List<ExportableApp> found = new ArrayList<>();
        for (Map.Entry<Map<String, Object>, App> entry : apps) {
            Bundle bundle = context.getBundle((Long) entry.getKey().get(Constants.SERVICE_BUNDLEID));
            if (bundle != null) {
                String id = entry.getValue().description().id();
                Text name = entry.getValue().description().name();
                found.add(new ExportableApp(
                        id, name, bundle.getVersion().toString(), units(bundle.getSymbolicName()), export(id)));
            }
        }
        found.sort(Comparator.comparing(ExportableApp::id));
        return found;
    }

    @Override
    public boolean ready() {
        List<AppsReady> all = starting;
        return !all.isEmpty() && all.stream().allMatch(AppsReady::ready);
    }

    /** None for an app without tables. */
    private List<String> units(String unit) {
        try {
            tables.version(unit);
            return List.of(unit);
        } catch (IllegalArgumentException none) {
            return List.of();
        }
    }

    private AppExport export(String id) {
        return exports.stream()
                .filter(export -> export.app().equals(id))
                .findFirst()
                .orElseGet(() -> () -> id);
    }
}
