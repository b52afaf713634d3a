package kr.dure.identity.internal.account;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.identity.PermissionSource;
import kr.dure.product.App;
import kr.dure.product.AppDescription.Permission;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Every permission that the kernel and the installed apps know. */
@Component(service = PermissionCatalogue.class)
public final class PermissionCatalogue {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<PermissionSource> kernel;

    @Activate
    public PermissionCatalogue() {
        this(List.of(), List.of());
    }

    PermissionCatalogue(List<App> apps, List<PermissionSource> kernel) {
        this.apps = apps;
        this.kernel = kernel;
    }

    List<Permission> all() {
        return stream().sorted(Comparator.comparing(Permission::name)).toList();
    }

    /** What every account holds without being given it. */
    Set<String> everyone() {
        return stream().filter(Permission::everyone).map(Permission::name).collect(Collectors.toSet());
    }

    /** @throws Invalid naming {@code permissions} when one of them is nobody's */
    void requireKnown(Set<String> permissions) {
        Set<String> known = stream().map(Permission::name).collect(Collectors.toSet());
        Invalid.Checks checks = new Invalid.Checks();
        for (String permission : permissions) {
            checks.check(
                    known.contains(permission),
                    "permissions",
                    permission + "은(는) 없는 권한입니다.",
                    "There is no permission " + permission + ".");
        }
        checks.done();
    }

    private Stream<Permission> stream() {
        return Stream.concat(
                apps.stream().flatMap(app -> app.description().permissions().stream()),
                kernel.stream().flatMap(source -> source.permissions().stream()));
    }
}
