package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.Companies;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

class TenantLifeTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant company = TenantParts.sharedCompany(identity);

    private TenantState restrict(TenantState state) {
        return Tenants.call(company, () -> identity.life.restrict(state, "arrears"));
    }

    private TenantState relax(TenantState state) {
        return Tenants.call(company, () -> identity.life.relax(state, "arrears"));
    }

    private void byOperator(TenantState state) {
        Tenants.call(
                identity.operator,
                () -> identity.tenants.changeState(
                        company.id(), new TenantService.NewState(state, "on the phone", null)));
    }

    private TenantService.Summary summary() {
        return Tenants.call(identity.operator, () -> identity.tenants.get(company.id()))
                .tenant();
    }

    @Test
    void aCompanyIsRestrictedStepByStepAndComesBack() {
        assertThat(restrict(TenantState.READ_ONLY)).isEqualTo(TenantState.READ_ONLY);
        assertThat(identity.directory.find(company.id()).map(Tenant::state)).contains(TenantState.READ_ONLY);
        assertThat(restrict(TenantState.SUSPENDED)).isEqualTo(TenantState.SUSPENDED);
        assertThat(summary().stateReason()).isEqualTo("arrears");
        assertThat(relax(TenantState.READ_ONLY)).isEqualTo(TenantState.READ_ONLY);
        assertThat(relax(TenantState.OPEN)).isEqualTo(TenantState.OPEN);
        assertThat(summary().stateReason()).isNull();
    }

    @Test
    void aMilderRestrictionChangesNothing() {
        restrict(TenantState.SUSPENDED);
        assertThat(restrict(TenantState.READ_ONLY)).isEqualTo(TenantState.SUSPENDED);
    }

    @Test
    void whatTheOperatorDecidedIsNotUndone() {
        byOperator(TenantState.SUSPENDED);
        assertThat(restrict(TenantState.READ_ONLY)).isEqualTo(TenantState.SUSPENDED);
        assertThat(relax(TenantState.OPEN)).isEqualTo(TenantState.SUSPENDED);
        assertThat(summary().stateReason()).isEqualTo("on the phone");
    }

    @Test
    void closingEndsTheChargesAndOnlyTheOperatorOpensAgain() {
        assertThat(restrict(TenantState.CLOSED)).isEqualTo(TenantState.CLOSED);
        assertThat(identity.ended).isNotEmpty();
        assertThat(summary().deleteOn())
                .isEqualTo(LocalDate.ofInstant(identity.clock.instant(), DomainService.SEOUL)
                        .plusDays(90));
        assertThat(relax(TenantState.OPEN)).isEqualTo(TenantState.CLOSED);
        byOperator(TenantState.OPEN);
        assertThat(summary().state()).isEqualTo(TenantState.OPEN);
    }

    @Test
    void aCompanyThatAwaitsItsDnsIsLeftAlone() {
        String domain = TestIdentity.freshName() + ".co.kr";
        SignUp.Opened opened = Tenants.call(
                identity.operator,
                () -> identity.signUps.signUp(new SignUp(
                        new SignUp.Company("두레상사", "220-81-62517"),
                        new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                        new SignUp.Host("own", null, "gw." + domain, domain),
                        new SignUp.Admin("kim", TestIdentity.PASSWORD),
                        List.of("groupware"),
                        30,
                        null,
                        null,
                        null)));
        Tenant waiting = identity.directory.find(opened.tenantId()).orElseThrow();
        assertThat(Tenants.call(waiting, () -> identity.life.restrict(TenantState.READ_ONLY, "arrears")))
                .isEqualTo(TenantState.AWAITING_DNS);
    }

    @Test
    void whatIsNoRestrictionIsRefused() {
        assertThatThrownBy(() -> restrict(TenantState.OPEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> relax(TenantState.CLOSED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRegisterKnowsTheCompanyAndNotTheOperator() {
        Companies companies = new CompaniesImpl(TestIdentity.tx());
        assertThat(Tenants.call(company, companies::find))
                .contains(new Companies.Company(company.name(), "2208162517"));
        assertThat(Tenants.call(identity.operator, companies::find)).isEqualTo(Optional.empty());
    }
}
