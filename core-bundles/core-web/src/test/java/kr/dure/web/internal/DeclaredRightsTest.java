package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Consents;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.Test;

class DeclaredRightsTest {
    private static final Tenant ACME = new Tenant(UUID.randomUUID(), "acme", "acme.localhost", TenantState.OPEN, false);
    private static final App SMS = () -> new AppDescription(
            "sms",
            new Text("문자", "SMS"),
            new Text("", ""),
            "sms",
            null,
            List.of(
                    new AppDescription.Permission("sms.send", new Text("", ""), false),
                    new AppDescription.Permission("sms.new", new Text("", ""), false)),
            List.of(),
            Set.of());

    private static final class Agreed implements Consents {
        @Override
        public boolean covers(UUID tenant, String app, String right) {
            return app.equals("sms") && right.equals("permission:sms.send");
        }

        @Override
        public void give(String product, Set<String> apps) {}
    }

    private static void check(Optional<App> app, List<Consents> consents, String permission) {
        Tenants.run(ACME, () -> new DeclaredRights(app, () -> consents).check(permission));
    }

    @Test
    void aMethodWorksWithADeclaredPermissionThatTheTenantAgreedTo() {
        List<Consents> agreed = List.of(new Agreed());
        assertThatCode(() -> check(Optional.of(SMS), agreed, "sms.send")).doesNotThrowAnyException();
        assertThatCode(() -> check(Optional.of(SMS), agreed, RequiresPermission.LOGIN))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(Optional.of(SMS), agreed, "sms.other")).isInstanceOf(Forbidden.class);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> check(Optional.of(SMS), agreed, "sms.new"))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo("consent-required"));
    }

    @Test
    void withoutAnybodyWhoKnowsTheConsentsNoAppAnswers() {
        assertThatThrownBy(() -> check(Optional.of(SMS), List.of(), "sms.send")).isInstanceOf(Unavailable.class);
        assertThatCode(() -> check(Optional.empty(), List.of(), "identity.manage"))
                .doesNotThrowAnyException();
    }
}
