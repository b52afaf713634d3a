package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class SignUpServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final String name = TestIdentity.freshName();

    private static SignUp.Host shared(String name) {
        return new SignUp.Host("shared", name, null, null);
    }

    private static SignUp request(SignUp.Host host) {
        return new SignUp(
                new SignUp.Company("두레상사", "220-81-62517"),
                new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                host,
                new SignUp.Admin("kim", TestIdentity.PASSWORD),
                List.of("groupware"),
                30,
                null,
                null,
                null);
    }

    private SignUp.Opened signUp(SignUp request) {
        return Tenants.call(identity.operator, () -> identity.signUps.signUp(request));
    }

    private List<String> fields(SignUp request) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> signUp(request));
        return invalid.errors().stream().map(Problem.FieldError::field).toList();
    }

    @Test
    void aSharedNameIsOpenAtOnceAndItsAdministratorLogsIn() {
        SignUp.Opened opened = signUp(request(shared(name)));
        assertThat(opened.state()).isEqualTo("OPEN");
        assertThat(opened.loginUrl()).isEqualTo("http://" + name + ".localhost:8181/");
        assertThat(opened.dnsRecords()).isEmpty();
        Tenant tenant = identity.directory.findByHost(name + ".localhost").orElseThrow();
        assertThat(tenant.id()).isEqualTo(opened.tenantId());
        assertThat(Tenants.call(tenant, () -> identity.login("kim"))).isTrue();
        assertThat(identity.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("kim@mail.example");
            assertThat(mail.kind()).isEqualTo("identity.onboarding");
        });
        assertThat(identity.opened).hasSize(1);
        assertThat(identity.opened.get(0).term()).isZero();
        assertThat(identity.opened.get(0).payment()).isEqualTo("monthly");
    }

    @Test
    void anOwnDomainIsToldItsRecordsAndWaitsForThem() {
        String domain = name + ".co.kr";
        SignUp.Opened opened = signUp(request(new SignUp.Host("own", null, "GW." + domain, domain)));
        assertThat(opened.state()).isEqualTo("AWAITING_DNS");
        assertThat(opened.dnsRecords())
                .startsWith(
                        new SignUp.DnsRecord("A", "gw." + domain, "203.0.113.7"),
                        new SignUp.DnsRecord("MX", domain, "10 gw." + domain + "."))
                .last()
                .satisfies(record -> {
                    assertThat(record.type()).isEqualTo("TXT");
                    assertThat(record.name()).isEqualTo("_dure." + domain);
                    assertThat(record.value()).startsWith("dure-verification=");
                });
        assertThat(opened.statusUrl()).startsWith("http://admin.localhost:8181/status/" + opened.tenantId() + ".");
        assertThat(identity.mails)
                .singleElement()
                .satisfies(mail -> assertThat(mail.kind()).isEqualTo("identity.dns-request"));
        assertThat(identity.directory.findByHost("gw." + domain).map(Tenant::state))
                .contains(TenantState.AWAITING_DNS);
    }

    @Test
    void aTakenNameIsRefusedWithNamesThatAreFree() {
        signUp(request(shared(name)));
        signUp(request(shared(name + "-kr")));
        Problem taken = catchThrowableOfType(Problem.class, () -> signUp(request(shared(name))));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.type()).isEqualTo("name-taken");
        assertThat(taken.members())
                .containsEntry("suggestions", List.of(name + "-office", name + "-group", name + "-hq"));
    }

    @Test
    void ofManyWhoWantTheSameNameAtOnceOneGetsItAndTheOthersLeaveNothing() {
        List<Object> answers = TestIdentity.atOnce(6, () -> signUp(request(shared(name))));
        assertThat(answers.stream().filter(SignUp.Opened.class::isInstance)).hasSize(1);
        assertThat(answers.stream()
                        .filter(a -> a instanceof Problem p && p.type().equals("name-taken")))
                .hasSize(5);
        assertThat(TestIdentity.count("identity.company WHERE mail_domain = '" + name + ".localhost'"))
                .isEqualTo(1);
    }

    @Test
    void whatFailsHalfwayLeavesNothing() {
        identity.subscriptionsBroken = true;
        assertThatThrownBy(() -> signUp(request(shared(name)))).hasMessageContaining("no subscription today");
        assertThat(TestIdentity.count("platform.tenant WHERE host = '" + name + ".localhost'"))
                .isZero();
        assertThat(TestIdentity.count("identity.company WHERE mail_domain = '" + name + ".localhost'"))
                .isZero();
        identity.subscriptionsBroken = false;
        assertThat(signUp(request(shared(name))).state()).isEqualTo("OPEN");
    }

    @Test
    void everyMissingPartIsNamed() {
        assertThat(fields(new SignUp(null, null, null, null, null, null, null, null, null)))
                .containsExactly("company", "contact", "admin", "host", "seats", "products");
    }

    @Test
    void everyWrongFieldIsNamed() {
        SignUp wrong = new SignUp(
                new SignUp.Company(" ", "220-81-62518"),
                new SignUp.Contact(null, "kim@mail", "call me"),
                shared("Acme"),
                new SignUp.Admin("K", "short"),
                List.of("unknown"),
                1,
                null,
                null,
                null);
        assertThat(fields(wrong))
                .containsExactly(
                        "company.name",
                        "company.businessNumber",
                        "contact.name",
                        "contact.email",
                        "contact.phone",
                        "admin.loginId",
                        "admin.password",
                        "host.name",
                        "products");
    }

    @Test
    void reservedNamesForeignSubdomainsAndUnknownKindsAreRefused() {
        assertThat(fields(request(shared("www")))).containsExactly("host.name");
        assertThat(fields(request(new SignUp.Host("own", null, "gw.evil.localhost", "localhost"))))
                .contains("host.host");
        assertThat(fields(request(new SignUp.Host("own", null, "gw.acme.co.kr", "other.co.kr"))))
                .containsExactly("host.mailDomain");
        assertThat(fields(request(new SignUp.Host("free", null, null, null)))).containsExactly("host.kind");
        assertThat(fields(request(new SignUp.Host(null, null, null, null)))).containsExactly("host.kind");
    }

    @Test
    void aCompanysHostOffersNoSignUp() {
        Tenant acme = identity.company();
        assertThatThrownBy(() -> Tenants.call(acme, () -> identity.signUps.signUp(request(shared(name)))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aHostNobodyHasIsNobodys() {
        assertThat(identity.directory.findByHost(name + ".localhost")).isEqualTo(Optional.empty());
    }

    @Test
    void aNewCompanyIsFoundAtOnceAlsoWhenItsHostWasJustAskedFor() {
        assertThat(identity.directory.findByHost(name + ".localhost")).isEmpty();
        signUp(request(shared(name)));
        assertThat(identity.directory.findByHost(name + ".localhost")).isPresent();
    }
}
