package kr.dure.web.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.identity.Authenticator.Pending;
import kr.dure.identity.Caller;
import kr.dure.product.Entitlements;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;

/**
 * Whether a call may go on: state of the company, login, scope of a token, CSRF, what the login still owes, entitlement,
 * permission, in this order.
 */
final class AccessRules {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String LOGIN_API = "/api/auth";
    private static final String ME = "GET me";

    /** What a login may do that still owes something. */
    private static final Set<String> BEFORE_PASSWORD = Set.of(ME, "POST logout", "POST password");

    private static final Set<String> BEFORE_SECOND_FACTOR =
            Set.of(ME, "POST logout", "POST second-factor", "POST second-factor/confirmation");

    private final Optional<String> product;
    private final Entitlements entitlements;

    /** @param product what must be enabled for the tenant, or empty for the kernel's own applications */
    AccessRules(Optional<String> product, Entitlements entitlements) {
        this.product = product;
        this.entitlements = entitlements;
    }

    /**
     * A call of a REST method.
     *
     * @param base of its application, e.g. {@code /api/sms}
     * @param path of the method below it as declared, without a slash at either end
     * @param readsOnly whether it only reads though its verb says otherwise
     * @param permission as {@link RequiresPermission} says
     * @param csrfToken as sent, or null
     */
    record Call(String base, String path, String verb, boolean readsOnly, String permission, String csrfToken) {
        boolean reads() {
            return readsOnly || SAFE.contains(verb);
        }

        boolean ofLogin() {
            return base.equals(LOGIN_API);
        }

        String name() {
            return verb + " " + path;
        }
    }

    /** @param authentication who calls, or null */
    void check(Call call, Authentication authentication) {
        Tenant tenant = Tenants.current();
        requireOpen(tenant, call, authentication);
        if (authentication != null && authentication.caller().token()) {
            requireScope(call, authentication.caller());
        }
        if (RequiresPermission.NONE.equals(call.permission())) {
            return;
        }
        if (authentication == null) {
            throw loginRequired();
        }
        if (!authentication.caller().token()
                && !SAFE.contains(call.verb())
                && !same(call.csrfToken(), authentication.csrfToken())) {
            throw new Problem(
                    403,
                    "csrf",
                    new Text("요청을 확인할 수 없습니다", "Request not confirmed"),
                    new Text(
                            "X-CSRF-Token 헤더가 없거나 맞지 않습니다. 새로 고친 뒤 다시 시도해 주세요.",
                            "Header X-CSRF-Token is missing or wrong. Reload and try again."));
        }
        requireFinished(call, authentication.pending());
        if (product.isPresent() && !tenant.operator() && !entitlements.enabled(tenant.id(), product.get())) {
            throw new Problem(
                            403,
                            "product-not-enabled",
                            new Text("켜져 있지 않은 상품입니다", "Product not enabled"),
                            new Text(
                                    "이 상품은 회사에서 켜져 있지 않습니다. 관리자가 스토어에서 켤 수 있습니다.",
                                    "This product is not enabled for your company. An administrator can enable it in the store."))
                    .with("product", product.get());
        }
        if (!allowed(authentication.caller(), call.permission())) {
            throw new Forbidden(
                    "이 일을 할 권한이 없습니다. 관리자에게 문의해 주세요.", "You may not do this. Please ask your administrator.");
        }
    }

    private static boolean allowed(Caller caller, String permission) {
        return switch (permission) {
            case RequiresPermission.LOGIN -> true;
            case RequiresPermission.ADMINISTRATOR -> caller.administrator();
            default -> caller.may(permission);
        };
    }

    static Problem loginRequired() {
        return new Problem(
                401,
                "login-required",
                new Text("로그인이 필요합니다", "Login required"),
                new Text("로그인한 뒤 다시 시도해 주세요.", "Please log in and try again."));
    }

    /** The operator's own host is always open. */
    private static void requireOpen(Tenant tenant, Call call, Authentication authentication) {
        if (tenant.operator()) {
            return;
        }
        boolean refused = switch (tenant.state()) {
            case OPEN -> false;
            case READ_ONLY -> !call.reads() && !call.ofLogin();
            case SUSPENDED -> !call.ofLogin() && !ownInvoices(call, authentication);
            case AWAITING_DNS, CLOSED -> true;
        };
        if (refused) {
            throw refusal(tenant.state());
        }
    }

    /** Without a login the answer is "log in", as administrators may. */
    private static boolean ownInvoices(Call call, Authentication authentication) {
        return call.base().equals("/api/billing")
                && call.reads()
                && (authentication == null || authentication.caller().administrator());
    }

    /** Why nothing is to be had in a state that is not {@code OPEN}. */
    static Problem refusal(TenantState state) {
        return switch (state) {
            case AWAITING_DNS ->
                new Problem(
                        403,
                        "tenant-not-open",
                        new Text("아직 개통 전입니다", "Not open yet"),
                        new Text(
                                "DNS 등록이 확인되면 열립니다. 진행 상태는 가입할 때 받은 메일의 링크에서 볼 수 있습니다.",
                                "It opens when the DNS records are found. The link in the sign-up mail shows how far it is."));
            case SUSPENDED ->
                new Problem(
                        403,
                        "tenant-suspended",
                        new Text("이용이 정지되었습니다", "Suspended"),
                        new Text(
                                "회사의 이용이 정지되어 있습니다. 관리자는 로그인해서 청구서를 볼 수 있습니다. 고객센터에 문의해 주세요.",
                                "This company is suspended. Its administrators can log in and see the invoices. Please ask the"
                                        + " service centre."));
            case CLOSED ->
                new Problem(
                        403,
                        "tenant-closed",
                        new Text("해지된 회사입니다", "Closed"),
                        new Text(
                                "이용이 끝난 회사입니다. 고객센터에 문의해 주세요.",
                                "This company is closed. Please ask the service centre."));
            case OPEN, READ_ONLY ->
                new Problem(
                        403,
                        "tenant-read-only",
                        new Text("지금은 읽기만 할 수 있습니다", "Read-only"),
                        new Text(
                                "회사가 읽기 전용 상태입니다. 보고 내보낼 수는 있지만 바꿀 수는 없습니다. 관리자에게 문의해 주세요.",
                                "This company is read-only: everything can be read and exported, nothing changed. Please ask"
                                        + " your administrator."));
        };
    }

    private static void requireScope(Call call, Caller caller) {
        boolean covered;
        if (call.ofLogin()) {
            // A token tells who it is, and can neither log in nor make further tokens.
            covered = call.name().equals(ME);
        } else {
            covered =
                    RequiresPermission.NONE.equals(call.permission()) || caller.reaches(app(call.base()), call.reads());
        }
        if (!covered) {
            throw insufficientScope(call.ofLogin() ? null : scope(app(call.base()), call.reads()));
        }
    }

    private static String scope(String app, boolean reads) {
        return (reads ? "read:" : "write:") + app;
    }

    /** @param needed the scope that would do, or null when none does */
    static Problem insufficientScope(String needed) {
        Problem problem = new Problem(
                403,
                "insufficient-scope",
                new Text("토큰의 범위 밖입니다", "Outside the token's scope"),
                needed == null
                        ? new Text("이 주소는 토큰으로 쓸 수 없습니다. 로그인해 주세요.", "No token reaches this address. Please log in.")
                        : new Text(
                                "이 일에는 범위 " + needed + "이(가) 있는 토큰이 필요합니다.",
                                "This needs a token with the scope " + needed + "."));
        return needed == null ? problem : problem.with("scope", needed);
    }

    /** The part of {@code base} behind {@code /api/}. */
    private static String app(String base) {
        String[] parts = base.split("/");
        return parts.length > 2 ? parts[2] : "";
    }

    private static void requireFinished(Call call, Pending pending) {
        boolean open = switch (pending) {
            case NONE -> true;
            case PASSWORD_CHANGE -> call.ofLogin() && BEFORE_PASSWORD.contains(call.name());
            case SECOND_FACTOR -> call.ofLogin() && BEFORE_SECOND_FACTOR.contains(call.name());
        };
        if (!open) {
            throw unfinished(pending);
        }
    }

    /** What must be done before anything else; {@code pending} is not {@code NONE}. */
    static Problem unfinished(Pending pending) {
        return pending == Pending.PASSWORD_CHANGE
                ? new Problem(
                        403,
                        "password-change-required",
                        new Text("비밀번호를 바꿔야 합니다", "Password change required"),
                        new Text("먼저 새 비밀번호를 정해 주세요.", "Please choose a new password first."))
                : new Problem(
                        403,
                        "second-factor-required",
                        new Text("2단계 인증을 켜야 합니다", "Second factor required"),
                        new Text(
                                "회사가 2단계 인증을 요구합니다. 먼저 인증 앱을 등록해 주세요.",
                                "Your company demands a second factor. Please set up an authenticator app first."));
    }

    private static boolean same(String sent, String expected) {
        return sent != null
                && expected != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
