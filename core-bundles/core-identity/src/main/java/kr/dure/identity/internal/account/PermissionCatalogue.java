package kr.dure.identity.internal.account;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
    private static final Pattern PERMISSION = Pattern.compile("[a-z][a-z0-9.-]{0,99}");
    private static final int MAX_PERMISSIONS = 200;

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

    /**
     * Notes permissions that are ill-formed, the operator's, or known to neither the kernel nor an installed app.
     *
     * @param held what was given before and may stay: its app may come back
     */
    void check(Invalid.Checks checks, Set<String> permissions, Set<String> held) {
        if (permissions == null || !checkForm(checks, permissions)) {
            return;
        }
        Set<String> unknown = new TreeSet<>(permissions);
        unknown.removeAll(held);
        stream().map(Permission::name).forEach(unknown::remove);
        checks.check(
                unknown.isEmpty(),
                "permissions",
                "없는 권한입니다: " + String.join(", ", unknown),
                "There is no such permission: " + String.join(", ", unknown));
    }

    /** Notes permissions that cannot be any. */
    static boolean checkForm(Invalid.Checks checks, Set<String> permissions) {
        return checks.check(
                permissions == null
                        || permissions.size() <= MAX_PERMISSIONS
                                && permissions.stream()
                                        .allMatch(name -> name != null
                                                && PERMISSION.matcher(name).matches()
                                                && !name.startsWith("operator.")),
                "permissions",
                "권한 이름은 영문 소문자, 숫자, 점, 하이픈으로 이루어집니다. 예: sms.send",
                "A permission's name has a-z, 0-9, dots and hyphens, e.g. sms.send.");
    }

    private Stream<Permission> stream() {
        return Stream.concat(
                apps.stream().flatMap(app -> app.description().permissions().stream()),
                kernel.stream().flatMap(source -> source.permissions().stream()));
    }
}
