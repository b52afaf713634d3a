package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.identity.Authenticator.Pending;
import kr.dure.identity.Caller;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    private static final UUID SUBSCRIBER = new UUID(0, 1);
    private static final AccessRules KERNEL = new AccessRules(Optional.empty(), (tenant, product) -> false);
    private static final AccessRules SMS =
            new AccessRules(Optional.of("sms"), (tenant, product) -> tenant.equals(SUBSCRIBER));

    private static Tenant tenant(TenantState state) {
        return new Tenant(SUBSCRIBER, "두레상사", "acme.localhost", state, false);
    }

    private static final Tenant OPEN = tenant(TenantState.OPEN);
    private static final Authentication KIM = session(Pending.NONE, false, "sms.send");
    private static final Authentication ADMIN = session(Pending.NONE, true);

    private static Authentication session(Pending pending, boolean administrator, String... permissions) {
        return new Authentication(caller(administrator, permissions), "csrf", pending);
    }

    private static Authentication token(String... scopes) {
        return new Authentication(caller(false, "sms.send").scopedTo(Set.of(scopes)), null, Pending.NONE);
    }

    private static Caller caller(boolean administrator, String... permissions) {
        return new Caller(new UUID(0, 2), "kim", "Kim", administrator, false, Set.of(permissions));
    }

    private static AccessRules.Call call(String verb, String base, String path, String permission) {
        return new AccessRules.Call(base, path, verb, false, permission, "csrf");
    }

    private static AccessRules.Call login(String verb, String path) {
        return call(verb, "/api/auth", path, RequiresPermission.LOGIN);
    }

    private static final AccessRules.Call SEND = call("POST", "/api/sms", "messages", "sms.send");
    private static final AccessRules.Call LIST = call("GET", "/api/sms", "messages", "sms.send");
    private static final AccessRules.Call LOGIN = call("POST", "/api/auth", "login", RequiresPermission.NONE);
    private static final AccessRules.Call ESTIMATE =
            new AccessRules.Call("/api/public/estimates", "", "POST", true, RequiresPermission.NONE, null);
    private static final AccessRules.Call INVOICES =
            call("GET", "/api/billing", "invoices", RequiresPermission.ADMINISTRATOR);

    private static void passes(Tenant tenant, AccessRules rules, AccessRules.Call call, Authentication who) {
        assertThatCode(() -> Tenants.run(tenant, () -> rules.check(call, who))).doesNotThrowAnyException();
    }

    private static void refused(
            String type, int status, Tenant tenant, AccessRules rules, AccessRules.Call call, Authentication who) {
        assertThatThrownBy(() -> Tenants.run(tenant, () -> rules.check(call, who)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(type);
                    assertThat(problem.status()).isEqualTo(status);
                    assertThat(problem.text().ko()).isNotBlank();
                    assertThat(problem.text().en()).isNotBlank();
                });
    }

    @Test
    void whoeverMaySendsAndNobodyElse() {
        passes(OPEN, SMS, SEND, KIM);
        refused("login-required", 401, OPEN, SMS, SEND, null);
        refused("forbidden", 403, OPEN, SMS, SEND, session(Pending.NONE, false));
        refused("forbidden", 403, OPEN, KERNEL, INVOICES, KIM);
        Tenant other = new Tenant(new UUID(0, 9), "x", "x.localhost", TenantState.OPEN, false);
        refused("product-not-enabled", 403, other, SMS, SEND, KIM);
    }

    @Test
    void aSessionRepeatsItsCsrfTokenAndATokenNeedsNone() {
        AccessRules.Call bare = new AccessRules.Call("/api/sms", "messages", "POST", false, "sms.send", null);
        refused("csrf", 403, OPEN, SMS, bare, KIM);
        refused(
                "csrf",
                403,
                OPEN,
                SMS,
                new AccessRules.Call("/api/sms", "messages", "POST", true, "sms.send", "wrong"),
                KIM);
        passes(OPEN, SMS, bare, token("write:sms"));
        passes(OPEN, SMS, new AccessRules.Call("/api/sms", "messages", "GET", false, "sms.send", null), KIM);
    }

    @Test
    void aTokenReachesWhatItsScopesNameAndNoMore() {
        passes(OPEN, SMS, LIST, token("read:sms"));
        passes(OPEN, SMS, LIST, token("write:sms"));
        passes(OPEN, SMS, SEND, token("write:*"));
        passes(OPEN, SMS, LIST, token("read:*"));
        refused("insufficient-scope", 403, OPEN, SMS, SEND, token("read:sms", "read:*"));
        refused("insufficient-scope", 403, OPEN, SMS, LIST, token("write:identity"));
        refused("insufficient-scope", 403, OPEN, SMS, LIST, token("*", "sms", "read:", "write:sm"));
        refused("insufficient-scope", 403, OPEN, SMS, LIST, token());
    }

    @Test
    void aScopeIsNoPermission() {
        refused(
                "forbidden",
                403,
                OPEN,
                SMS,
                call("POST", "/api/sms", "settings", RequiresPermission.ADMINISTRATOR),
                token("write:*"));
        refused(
                "forbidden",
                403,
                OPEN,
                KERNEL,
                call("GET", "/api/operator/tenants", "", RequiresPermission.OPERATOR),
                token("write:*"));
    }

    @Test
    void theOperatorsPathsAreAScopeOfTheirOwn() {
        AccessRules.Call approve = call("POST", "/api/operator/sms", "x", "sms.send");
        passes(OPEN, SMS, approve, token("write:operator"));
        refused("insufficient-scope", 403, OPEN, SMS, approve, token("write:sms"));
    }

    @Test
    void aTokenSaysWhoItIsButNeitherLogsInNorMakesTokens() {
        passes(OPEN, KERNEL, login("GET", "me"), token("read:sms"));
        refused("insufficient-scope", 403, OPEN, KERNEL, LOGIN, token("write:*"));
        refused("insufficient-scope", 403, OPEN, KERNEL, login("POST", "tokens"), token("write:*", "write:auth"));
        refused("insufficient-scope", 403, OPEN, KERNEL, login("GET", "sessions"), token("read:*"));
        passes(OPEN, KERNEL, ESTIMATE, token("read:sms"));
    }

    @Test
    void whoOwesANewPasswordCanChangeItAndNothingElse() {
        Authentication owing = session(Pending.PASSWORD_CHANGE, true);
        passes(OPEN, KERNEL, login("GET", "me"), owing);
        passes(OPEN, KERNEL, login("POST", "password"), owing);
        passes(OPEN, KERNEL, login("POST", "logout"), owing);
        passes(OPEN, KERNEL, LOGIN, owing);
        refused("password-change-required", 403, OPEN, KERNEL, login("POST", "tokens"), owing);
        refused("password-change-required", 403, OPEN, KERNEL, login("GET", "sessions"), owing);
        refused("password-change-required", 403, OPEN, SMS, LIST, owing);
        refused("password-change-required", 403, OPEN, SMS, call("GET", "/api/sms", "me", "sms.send"), owing);
    }

    @Test
    void whoOwesASecondFactorCanSetItUpAndNothingElse() {
        Authentication owing = session(Pending.SECOND_FACTOR, true);
        passes(OPEN, KERNEL, login("GET", "me"), owing);
        passes(OPEN, KERNEL, login("POST", "second-factor"), owing);
        passes(OPEN, KERNEL, login("POST", "second-factor/confirmation"), owing);
        passes(OPEN, KERNEL, login("POST", "logout"), owing);
        refused("second-factor-required", 403, OPEN, KERNEL, login("POST", "second-factor/removal"), owing);
        refused("second-factor-required", 403, OPEN, KERNEL, login("POST", "password"), owing);
        refused("second-factor-required", 403, OPEN, KERNEL, login("POST", "tokens"), owing);
        refused("second-factor-required", 403, OPEN, SMS, LIST, owing);
    }

    @Test
    void nothingIsToBeHadBeforeACompanyIsOpenOrAfterItIsClosed() {
        for (AccessRules.Call call : new AccessRules.Call[] {LOGIN, ESTIMATE, INVOICES, login("GET", "me")}) {
            refused("tenant-not-open", 403, tenant(TenantState.AWAITING_DNS), KERNEL, call, null);
            refused("tenant-closed", 403, tenant(TenantState.CLOSED), KERNEL, call, ADMIN);
        }
    }

    @Test
    void aReadOnlyCompanyReadsAndLogsIn() {
        Tenant readOnly = tenant(TenantState.READ_ONLY);
        passes(readOnly, SMS, LIST, KIM);
        passes(readOnly, SMS, LIST, token("read:sms"));
        passes(readOnly, KERNEL, LOGIN, null);
        passes(readOnly, KERNEL, login("POST", "logout"), KIM);
        passes(readOnly, KERNEL, ESTIMATE, null);
        refused("tenant-read-only", 403, readOnly, SMS, SEND, KIM);
        refused("tenant-read-only", 403, readOnly, SMS, SEND, token("write:*"));
        refused("tenant-read-only", 403, readOnly, SMS, call("DELETE", "/api/sms", "x", "sms.send"), ADMIN);
    }

    @Test
    void ofASuspendedCompanyOnlyAdministratorsSeeTheirInvoices() {
        Tenant suspended = tenant(TenantState.SUSPENDED);
        passes(suspended, KERNEL, LOGIN, null);
        passes(suspended, KERNEL, login("GET", "me"), ADMIN);
        passes(suspended, KERNEL, INVOICES, ADMIN);
        refused("login-required", 401, suspended, KERNEL, INVOICES, null);
        refused("tenant-suspended", 403, suspended, KERNEL, INVOICES, token("read:billing"));
        refused("tenant-suspended", 403, suspended, SMS, LIST, ADMIN);
        refused("tenant-suspended", 403, suspended, KERNEL, ESTIMATE, null);
        refused(
                "tenant-suspended",
                403,
                suspended,
                KERNEL,
                call("POST", "/api/billing", "", RequiresPermission.ADMINISTRATOR),
                ADMIN);
    }

    @Test
    void theOperatorsHostIsOpenWhateverItsState() {
        Tenant operator = new Tenant(SUBSCRIBER, "operator", "admin.localhost", TenantState.READ_ONLY, true);
        passes(operator, KERNEL, call("POST", "/api/products", "x", RequiresPermission.ADMINISTRATOR), ADMIN);
    }
}
