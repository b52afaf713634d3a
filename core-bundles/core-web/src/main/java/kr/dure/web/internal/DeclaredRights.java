package kr.dure.web.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Consents;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;
import kr.dure.web.Unavailable;

/** That an app's methods ask only for permissions which the app declares, and the tenant agreed to. */
final class DeclaredRights {
    private static final Set<String> EVERYBODYS = Set.of(
            RequiresPermission.NONE,
            RequiresPermission.LOGIN,
            RequiresPermission.ADMINISTRATOR,
            RequiresPermission.OPERATOR);

    private final Optional<String> app;
    private final Set<String> declared;
    private final Supplier<List<Consents>> consents;

    /** @param app the app, or empty for the kernel's own applications */
    DeclaredRights(Optional<App> app, Supplier<List<Consents>> consents) {
        Optional<AppDescription> description = app.map(App::description);
        this.app = description.map(AppDescription::id);
        this.declared = description.stream()
                .flatMap(d -> d.permissions().stream())
                .map(AppDescription.Permission::name)
                .collect(Collectors.toSet());
        this.consents = consents;
    }

    void check(String permission) {
        if (app.isEmpty() || EVERYBODYS.contains(permission)) {
            return;
        }
        if (!declared.contains(permission)) {
            throw new Forbidden(
                    "앱이 선언하지 않은 권한이라 닫혀 있습니다: " + permission,
                    "The app does not declare the permission of this address, so it is closed: " + permission);
        }
        Tenant tenant = Tenants.current();
        if (!tenant.operator() && !covers(consents.get(), tenant, "permission:" + permission)) {
            throw new Problem(
                            403,
                            "consent-required",
                            new Text("동의가 필요합니다", "Consent required"),
                            new Text(
                                    "앱의 새 버전이 더 많은 권한을 요구합니다. 관리자가 동의하면 쓸 수 있습니다.",
                                    "A newer version of the app wants more rights. This can be used when an administrator"
                                            + " has agreed."))
                    .with("app", app.get())
                    .with("right", "permission:" + permission);
        }
    }

    private boolean covers(List<Consents> all, Tenant tenant, String right) {
        if (all.isEmpty()) {
            throw new Unavailable(
                    "서버가 시작하는 중입니다. 잠시 후 다시 시도해 주세요.", "The server is starting. Please try again shortly.");
        }
        return all.stream().allMatch(one -> one.covers(tenant.id(), app.get(), right));
    }
}
