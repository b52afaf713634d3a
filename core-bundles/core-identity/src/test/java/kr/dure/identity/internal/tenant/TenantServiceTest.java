package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.notification.Mail;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final String name = TestIdentity.freshName();
    private final UUID id = signUp(new SignUp.Host("shared", name, null, null));

    private UUID signUp(SignUp.Host host) {
        return Tenants.call(
                        identity.operator,
                        () -> identity.signUps.signUp(new SignUp(
                                new SignUp.Company("두레상사 " + host.name(), "220-81-62517"),
                                new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                                host,
                                new SignUp.Admin("kim", TestIdentity.PASSWORD),
                                List.of("groupware"),
                                30,
                                null,
                                null,
                                null)))
                .tenantId();
    }

    private UUID signUpOwn() {
        String domain = TestIdentity.freshName() + ".co.kr";
        return signUp(new SignUp.Host("own", null, "gw." + domain, domain));
    }

    private TenantService.Details become(UUID id, TenantState state, LocalDate deleteOn) {
        return Tenants.call(
                identity.operator,
                () -> identity.tenants.changeState(id, new TenantService.NewState(state, " 미납 ", deleteOn)));
    }

    private TenantService.Details become(UUID id, TenantState state) {
        return become(id, state, null);
    }

    private TenantService.Details get(UUID id) {
        return Tenants.call(identity.operator, () -> identity.tenants.get(id));
    }

    private TenantService.Details changeContact(UUID id, String name, String email, String phone) {
        return Tenants.call(
                identity.operator,
                () -> identity.tenants.changeContact(id, new TenantService.Contact(name, email, phone)));
    }

    private TenantService.Details resend(UUID id, TenantMails.Kind kind) {
        return Tenants.call(identity.operator, () -> identity.tenants.resend(id, kind));
    }

    private Mail lastMail() {
        return identity.mails.get(identity.mails.size() - 1);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(identity.clock.instant(), DomainService.SEOUL);
    }

    private static List<String> fields(Invalid invalid) {
        return invalid.errors().stream().map(Problem.FieldError::field).toList();
    }

    @Test
    void theOperatorSeesWhatACompanyTypedAndWhatItWasSent() {
        TenantService.Details details = get(id);
        assertThat(details.tenant().host()).isEqualTo(name + ".localhost");
        assertThat(details.tenant().state()).isEqualTo(TenantState.OPEN);
        assertThat(details.businessNumber()).startsWith("220");
        assertThat(details.contact()).isEqualTo(new TenantService.Contact("김두레", "kim@mail.example", "02-1234-5678"));
        assertThat(details.domains()).singleElement().satisfies(domain -> {
            assertThat(domain.primary()).isTrue();
            assertThat(domain.records()).isEmpty();
        });
        assertThat(details.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo("ONBOARDING");
            assertThat(mail.to()).isEqualTo("kim@mail.example");
        });
    }

    @Test
    void aMistypedAddressIsCorrectedAndTheMailSentAgain() {
        TenantService.Details corrected = changeContact(id, " 이두레 ", "lee@mail.example", "010-1111-2222");
        assertThat(corrected.contact())
                .isEqualTo(new TenantService.Contact("이두레", "lee@mail.example", "010-1111-2222"));
        TenantService.Details sent = resend(id, TenantMails.Kind.ONBOARDING);
        assertThat(lastMail().kind()).isEqualTo("identity.onboarding");
        assertThat(lastMail().to()).isEqualTo("lee@mail.example");
        assertThat(lastMail().parts().toString()).contains("이두레", "http://" + name + ".localhost:8181/");
        assertThat(sent.mails())
                .extracting(TenantService.MailView::to)
                .containsExactly("lee@mail.example", "kim@mail.example");
        assertThat(TestIdentity.count(
                        "platform.audit WHERE action = 'identity.tenant.contact' AND tenant_id = '" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void everyWrongFieldOfAContactIsNamed() {
        assertThat(fields(catchThrowableOfType(Invalid.class, () -> changeContact(id, null, null, null))))
                .containsExactly("name", "email", "phone");
        assertThat(fields(catchThrowableOfType(Invalid.class, () -> changeContact(id, " ", "kim@mail", "call me"))))
                .containsExactly("name", "email", "phone");
        assertThat(get(id).contact().name()).isEqualTo("김두레");
    }

    @Test
    void whoAwaitsItsDnsIsSentTheRecordsAgainButNotThatItIsOpen() {
        UUID own = signUpOwn();
        resend(own, TenantMails.Kind.DNS_REQUEST);
        assertThat(lastMail().kind()).isEqualTo("identity.dns-request");
        assertThat(lastMail().parts().toString()).contains("203.0.113.7", "dure-verification=", "/status/" + own);
        int before = identity.mails.size();
        assertThatThrownBy(() -> resend(own, TenantMails.Kind.ONBOARDING)).isInstanceOf(Conflict.class);
        assertThat(identity.mails).hasSize(before);
    }

    @Test
    void aSharedNameHasNoRecordsToRegister() {
        assertThatThrownBy(() -> resend(id, TenantMails.Kind.DNS_REQUEST)).isInstanceOf(Conflict.class);
    }

    @Test
    void aClosedCompanyIsNotWelcomed() {
        become(id, TenantState.CLOSED);
        assertThatThrownBy(() -> resend(id, TenantMails.Kind.ONBOARDING)).isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_ONLY", "SUSPENDED", "CLOSED"})
    void aStateIsSeenAtOnceWithItsReasonAndGoesBack(TenantState state) {
        identity.directory.findByHost(name + ".localhost");
        TenantService.Summary changed = become(id, state).tenant();
        assertThat(changed.state()).isEqualTo(state);
        assertThat(changed.stateReason()).isEqualTo("미납");
        assertThat(identity.directory.findByHost(name + ".localhost").map(Tenant::state))
                .contains(state);
        TenantService.Summary back = become(id, TenantState.OPEN).tenant();
        assertThat(back.state()).isEqualTo(TenantState.OPEN);
        assertThat(back.deleteOn()).isNull();
    }

    @Test
    void aClosedCompanyIsDeletedAfterNinetyDaysOrOnADayThirtyDaysAheadAtLeast() {
        assertThat(become(id, TenantState.CLOSED).tenant().deleteOn()).isEqualTo(today().plusDays(90));
        assertThat(become(id, TenantState.CLOSED, today().plusDays(30)).tenant().deleteOn())
                .isEqualTo(today().plusDays(30));
        assertThat(fields(catchThrowableOfType(
                        Invalid.class, () -> become(id, TenantState.CLOSED, today().plusDays(29)))))
                .containsExactly("deleteOn");
        assertThat(fields(catchThrowableOfType(
                        Invalid.class, () -> become(id, TenantState.SUSPENDED, today().plusDays(30)))))
                .containsExactly("deleteOn");
    }

    @Test
    void aStateNeedsAReasonAndIsNoneThatComesByItself() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> Tenants.call(
                        identity.operator,
                        () -> identity.tenants.changeState(
                                id, new TenantService.NewState(TenantState.AWAITING_DNS, " ", null))));
        assertThat(fields(invalid)).containsExactly("state", "reason");
        assertThat(fields(catchThrowableOfType(Invalid.class, () -> become(id, null))))
                .containsExactly("state");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "READ_ONLY", "SUSPENDED"})
    void whoAwaitsItsDnsCanOnlyBeClosed(TenantState state) {
        UUID own = signUpOwn();
        assertThatThrownBy(() -> become(own, state)).isInstanceOf(Conflict.class);
        assertThat(become(own, TenantState.CLOSED).tenant().state()).isEqualTo(TenantState.CLOSED);
    }

    @Test
    void whoWasClosedBeforeItsDomainWasProvenAwaitsItAgainWhenItComesBack() {
        UUID own = signUpOwn();
        become(own, TenantState.CLOSED);
        assertThat(become(own, TenantState.OPEN).tenant().state()).isEqualTo(TenantState.AWAITING_DNS);
        assertThatThrownBy(() -> become(own, TenantState.OPEN)).isInstanceOf(Conflict.class);
    }

    @Test
    void whoComesBackIsLookedUpAgain() {
        UUID own = signUpOwn();
        UUID domain = get(own).domains().get(0).id();
        String job = "platform.job WHERE task_instance LIKE '%" + domain + "%'";
        become(own, TenantState.CLOSED);
        // As the job leaves it: it ends with the company.
        TestIdentity.sql("DELETE FROM " + job);
        become(own, TenantState.OPEN);
        assertThat(TestIdentity.count(job)).isEqualTo(1);
    }

    @Test
    void aReleasedNameAndItsLookAlikesWaitNinetyDays() {
        Tenants.run(
                Tenants.call(
                        identity.operator, () -> identity.directory.find(id).orElseThrow()),
                () -> TestIdentity.tx()
                        .run(session -> new TenantRepository(session)
                                .releaseAll(id, today().plusDays(DomainService.WAITING_DAYS))));
        SignUp.Host same = new SignUp.Host("shared", name, null, null);
        assertThat(identity.directory.findByHost(name + ".localhost")).isEmpty();
        assertThat(catchThrowableOfType(Problem.class, () -> signUp(same)).type())
                .isEqualTo("name-taken");
        identity.clock.advance(Duration.ofDays(89));
        assertThat(catchThrowableOfType(Problem.class, () -> signUp(same)).type())
                .isEqualTo("name-taken");
        identity.clock.advance(Duration.ofDays(1));
        UUID next = signUp(same);
        identity.directory.forgetAll();
        assertThat(identity.directory.findByHost(name + ".localhost").map(Tenant::id))
                .contains(next);
    }

    @Test
    void aNameThatLooksLikeAnotherIsTaken() {
        signUp(new SignUp.Host("shared", "mill0-" + name, null, null));
        for (String alike : List.of("mil1o-", "rni1lo-", "mlilo-", "mi110-")) {
            Problem taken = catchThrowableOfType(
                    Problem.class, () -> signUp(new SignUp.Host("shared", alike + name, null, null)));
            assertThat(taken).as(alike).isNotNull();
            assertThat(taken.type()).isEqualTo("name-taken");
        }
    }

    @Test
    void companiesAreFoundByStateAndByPartOfNameOrHost() {
        UUID other = signUp(new SignUp.Host("shared", TestIdentity.freshName(), null, null));
        become(other, TenantState.SUSPENDED);
        assertThat(ids(null, name.toUpperCase(Locale.ROOT))).containsExactly(id);
        assertThat(ids(TenantState.SUSPENDED, name)).isEmpty();
        assertThat(ids(TenantState.SUSPENDED, null)).contains(other).doesNotContain(id);
        assertThat(ids(null, "%")).isEmpty();
    }

    private List<UUID> ids(TenantState state, String text) {
        return Tenants.call(identity.operator, () -> identity.tenants.list(state, text, null, 200)).items().stream()
                .map(TenantService.Summary::id)
                .toList();
    }

    @Test
    void whatBelongsToAnotherCompanyOrToNobodyIsNotThere() {
        UUID other = signUp(new SignUp.Host("shared", TestIdentity.freshName(), null, null));
        UUID domain = get(other).domains().get(0).id();
        assertThatThrownBy(() -> Tenants.call(identity.operator, () -> identity.tenants.check(id, domain)))
                .isInstanceOf(NotFound.class);
        UUID nobody = UUID.randomUUID();
        assertThatThrownBy(() -> get(nobody)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> become(nobody, TenantState.SUSPENDED)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> changeContact(nobody, "김", "kim@mail.example", "02-1234-5678"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> resend(nobody, TenantMails.Kind.ONBOARDING)).isInstanceOf(NotFound.class);
        changeContact(other, "박", "park@mail.example", "02-1234-5678");
        assertThat(get(id).contact().name()).isEqualTo("김두레");
    }
}
