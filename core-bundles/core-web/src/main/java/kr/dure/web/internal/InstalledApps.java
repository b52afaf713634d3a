package kr.dure.web.internal;

import java.util.List;
import java.util.Optional;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Consents;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The descriptions of the apps that are started. */
@Component(service = InstalledApps.class)
public final class InstalledApps {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Consents> consents = List.of();

    /** Whether {@code app} declares the permission, and the current tenant agreed to it. */
    boolean allows(AppDescription app, String permission) {
        return app.permissions().stream().anyMatch(known -> known.name().equals(permission))
                && consents.stream()
                        .allMatch(one -> one.covers(Tenants.current().id(), app.id(), "permission:" + permission));
    }

    Optional<AppDescription> find(String id) {
        return apps.stream()
                .map(App::description)
                .filter(app -> app.id().equals(id))
                .findFirst();
    }
}
