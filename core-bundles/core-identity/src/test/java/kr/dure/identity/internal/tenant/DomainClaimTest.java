package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.address.TestAddresses;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whose a domain is, against those who want another's, and against two things at the same moment. */
class DomainClaimTest {
    private static final DnsServer DNS = new DnsServer();

    private final TestIdentity identity = new TestIdentity(TestIdentity.settings("localhost", null, DNS.address()));
    private final List<String> records = new ArrayList<>();
    private final String mail = TestIdentity.freshName() + ".co.kr";
    private final String host = "gw." + mail;

    @AfterAll
    static void stop() {
        DNS.close();
    }

    private SignUp.Opened signUp(SignUp.Host where) {
        return Tenants.call(
                identity.operator,
                () -> identity.signUps.signUp(new SignUp(
                        new SignUp.Company("두레상사", "220-81-62517"),
                        new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                        where,
                        new SignUp.Admin("kim", TestIdentity.PASSWORD),
                        List.of("groupware"),
                        30,
                        null,
                        null,
                        null)));
    }

    private Tenant company() {
        SignUp.Opened opened = signUp(new SignUp.Host("shared", TestIdentity.freshName(), null, null));
        return identity.directory.find(opened.tenantId()).orElseThrow();
    }

    private Domain request(Tenant tenant) {
        return request(tenant, host);
    }

    private Domain request(Tenant tenant, String wanted) {
        return identity.in(tenant, () -> identity.domains.request(wanted, mail));
    }

    private Domain check(Tenant tenant, Domain domain) {
        return identity.in(tenant, () -> identity.domains.check(domain.id()));
    }

    private Domain first(Tenant tenant) {
        return identity.in(tenant, identity.domains::list).get(0);
    }

    private Domain primary(Tenant tenant, Domain domain) {
        return identity.in(tenant, () -> identity.domains.makePrimary(domain.id()));
    }

    private Void remove(Tenant tenant, UUID domain) {
        return identity.in(tenant, () -> {
            identity.domains.remove(domain);
            return null;
        });
    }

    private void addUser(Tenant tenant, String loginId) {
        identity.in(tenant, () -> {
            identity.logins.add(loginId);
            return null;
        });
    }

    private static Problem refused(Supplier<?> work) {
        return catchThrowableOfType(Problem.class, work::get);
    }

    private void register(String... lines) {
        records.addAll(List.of(lines));
        DNS.answer(records.toArray(String[]::new));
    }

    private void registerToken(Domain domain) {
        DnsRecord token = record(domain, "TXT");
        register("txt-record=" + token.name() + "," + token.value());
    }

    private static DnsRecord record(Domain domain, String type) {
        return domain.records().stream()
                .filter(record -> record.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Domain open(Tenant tenant, Domain domain) {
        registerToken(domain);
        register(
                "host-record=" + domain.host() + ",203.0.113.7",
                "mx-host=" + domain.mailDomain() + "," + domain.host() + ",10");
        Domain open = check(tenant, domain);
        assertThat(open.state()).isEqualTo(DomainState.OPEN);
        return open;
    }

    /** Whose host it is. */
    private Optional<UUID> owner(String wanted) {
        identity.directory.forgetAll();
        return identity.directory.findByHost(wanted).map(Tenant::id);
    }

    /** Runs the two at the same moment. */
    private static List<Object> atOnce(Callable<?> one, Callable<?> other) {
        AtomicInteger turn = new AtomicInteger();
        return TestIdentity.<Object>atOnce(2, () -> (turn.getAndIncrement() == 0 ? one : other).call());
    }

    @Test
    void whoClaimsWithoutProofKeepsTheOwnerOutOfNothing() {
        Tenant thief = company();
        Domain claimed = request(thief);
        remove(thief, claimed.id());
        Domain again = request(thief);
        SignUp.Opened signedUp = signUp(new SignUp.Host("own", null, host, mail));
        Tenant acme = identity.directory.find(signedUp.tenantId()).orElseThrow();
        open(acme, first(acme));
        assertThat(owner(host)).contains(acme.id());

        registerToken(again);
        assertThat(refused(() -> check(thief, again)).type()).isEqualTo("name-taken");
        remove(thief, again.id());
        assertThat(owner(host)).contains(acme.id());
        assertThat(refused(() -> request(thief)).type()).isEqualTo("name-taken");
        assertThat(refused(() -> request(thief, "hub." + mail)).type()).isEqualTo("name-taken");
    }

    @Test
    void ofTwoWhoProveAtTheSameMomentOneGetsTheDomain() {
        Tenant acme = company();
        Tenant bravo = company();
        Domain acmes = request(acme);
        Domain bravos = request(bravo);
        registerToken(acmes);
        registerToken(bravos);
        List<Object> answers = atOnce(() -> check(acme, acmes), () -> check(bravo, bravos));
        assertThat(answers.stream().filter(Domain.class::isInstance)).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer ->
                                answer instanceof Problem p && p.type().equals("name-taken")))
                .hasSize(1);
        assertThat(TestIdentity.count("identity.domain WHERE host = '" + host + "' AND state <> 'REQUESTED'"))
                .isEqualTo(1);
    }

    @Test
    void whoHasOnlyAppliedAnswersUnderNoHost() {
        Tenant acme = company();
        Domain domain = request(acme);
        register("host-record=" + host + ",203.0.113.7", "mx-host=" + mail + "," + host + ",10");
        assertThat(check(acme, domain).state()).isEqualTo(DomainState.REQUESTED);
        assertThat(owner(host)).isEmpty();
    }

    @Test
    void aClaimGivenBackUnprovenIsFreeAtOnce() {
        Tenant acme = company();
        remove(acme, request(acme).id());
        Tenant bravo = company();
        open(bravo, request(bravo));
        assertThat(owner(host)).contains(bravo.id());
    }

    @Test
    void aDomainGivenBackIsNobodysForNinetyDays() {
        Tenant acme = company();
        Domain domain = open(acme, request(acme));
        remove(acme, domain.id());
        assertThat(owner(host)).isEmpty();
        Tenant bravo = company();
        identity.clock.advance(Duration.ofDays(89));
        assertThat(refused(() -> request(bravo)).type()).isEqualTo("name-taken");
        identity.clock.advance(Duration.ofDays(1));
        open(bravo, request(bravo));
        assertThat(owner(host)).contains(bravo.id());
    }

    @Test
    void aMailDomainTakenUpAgainUnderAnotherHostDoesNotComeFreeWhileItIsUsed() {
        Tenant acme = company();
        remove(acme, open(acme, request(acme)).id());
        open(acme, request(acme, "hub." + mail));
        identity.clock.advance(Duration.ofDays(120));
        Tenant bravo = company();
        assertThat(refused(() -> request(bravo, "new." + mail)).type()).isEqualTo("name-taken");
    }

    @Test
    void aSharedNameGivenBackIsNobodysForNinetyDaysNorOneThatLooksLikeIt() {
        String label = TestIdentity.freshName() + "1";
        SignUp.Opened opened = signUp(new SignUp.Host("shared", label, null, null));
        Tenant acme = identity.directory.find(opened.tenantId()).orElseThrow();
        Domain shared = first(acme);
        primary(acme, open(acme, request(acme)));
        TestIdentity.sql("DELETE FROM identity.mail_address WHERE tenant_id = '" + acme.id() + "'");
        remove(acme, shared.id());
        identity.clock.advance(Duration.ofDays(89));
        SignUp.Host wish = new SignUp.Host("shared", label, null, null);
        SignUp.Host alike = new SignUp.Host("shared", label.replace('1', 'l'), null, null);
        assertThat(refused(() -> signUp(wish)).type()).isEqualTo("name-taken");
        assertThat(refused(() -> signUp(alike)).type()).isEqualTo("name-taken");
        identity.clock.advance(Duration.ofDays(1));
        assertThat(signUp(alike).state()).isEqualTo("OPEN");
        assertThat(refused(() -> signUp(wish)).type()).isEqualTo("name-taken");
    }

    @Test
    void aDomainThatIsOnlyAppliedForDoesNotStandInForTheOneInUse() {
        Tenant acme = company();
        Domain shared = first(acme);
        Domain domain = open(acme, request(acme));
        primary(acme, domain);
        addUser(acme, "lee");
        primary(acme, shared);
        Domain second = request(acme, "hub." + mail);
        Problem used = refused(() -> remove(acme, domain.id()));
        assertThat(used.type()).isEqualTo("domain-in-use");
        assertThat(used.members()).containsEntry("users", List.of("lee (김두레)"));
        open(acme, second);
        remove(acme, domain.id());
        assertThat(identity.in(acme, identity.domains::list))
                .extracting(Domain::host)
                .contains("hub." + mail);
    }

    @Test
    void aDomainMadePrimaryWhileItIsRemovedIsEitherOrButNotBoth() {
        Tenant acme = company();
        Domain shared = first(acme);
        for (int i = 0; i < 4; i++) {
            Domain domain = open(acme, request(acme, "h" + i + "." + mail));
            atOnce(() -> primary(acme, domain), () -> remove(acme, domain.id()));
            assertThat(identity.in(acme, identity.domains::list))
                    .filteredOn(Domain::primary)
                    .hasSize(1);
            primary(acme, shared);
        }
    }

    @Test
    void anAddressAddedWhileItsDomainIsRemovedIsNotLeftWithoutOne() {
        for (int i = 0; i < 4; i++) {
            Tenant acme = company();
            String own = "d" + i + "-" + mail;
            Domain domain = open(acme, identity.in(acme, () -> identity.domains.request("gw." + own, own)));
            String kim = "kim@" + first(acme).mailDomain();
            atOnce(
                    () -> remove(acme, domain.id()),
                    () -> TestAddresses.representative(identity, acme, "info@" + own, kim));
            assertThat(TestIdentity.count("identity.mail_address WHERE domain = '" + own + "'"))
                    .isEqualTo(TestIdentity.count(
                            "identity.domain WHERE mail_domain = '" + own + "' AND removed_at IS NULL"));
        }
    }

    @Test
    void checksAtTheSameMomentAllAnswer() {
        Tenant acme = company();
        Domain domain = request(acme);
        registerToken(domain);
        assertThat(TestIdentity.atOnce(4, () -> check(acme, domain))).allMatch(Domain.class::isInstance);
    }

    @Test
    void mailDoesNotMoveOnAGuessNorWhileTheHostIsGone() {
        Tenant acme = company();
        Domain domain = request(acme);
        registerToken(domain);
        register("mx-host=" + mail + ",mx.old.kr,10", "host-record=mx.old.kr,198.51.100.9");
        register("host-record=" + host + ",203.0.113.7");
        assertThat(check(acme, domain).state()).isEqualTo(DomainState.OPEN);
        DNS.stop();
        assertThat(refused(() -> identity.in(acme, () -> identity.domains.moveMail(domain.id()))))
                .isInstanceOf(Unavailable.class);
        DNS.answer("mx-host=" + mail + "," + host + ",10");
        Problem nowhere = refused(() -> identity.in(acme, () -> identity.domains.moveMail(domain.id())));
        assertThat(nowhere.type()).isEqualTo("mail-elsewhere");
        assertThat(nowhere.text().en()).contains("host's address record");
        DNS.answer("mx-host=" + mail + "," + host + ",10", "host-record=" + host + ",203.0.113.7");
        assertThat(identity.in(acme, () -> identity.domains.moveMail(domain.id()))
                        .mailHereAt())
                .isNotNull();
        assertThat(TestIdentity.count("platform.audit WHERE tenant_id = '" + acme.id()
                        + "' AND action = 'identity.domain.mail-moved'"))
                .isEqualTo(1);
    }

    @Test
    void aMailDomainWithEndlessExchangersIsCheckedAllTheSame() {
        Tenant acme = company();
        Domain domain = request(acme);
        for (int i = 0; i < 30; i++) {
            records.add("mx-host=" + mail + ",mx" + i + "." + mail + ",10");
            records.add("host-record=mx" + i + "." + mail + ",203.0.113.7");
        }
        register();
        DnsRecord exchanger = record(check(acme, domain), "MX");
        assertThat(exchanger.state()).isEqualTo(DnsRecord.State.OTHER);
        assertThat(exchanger.remark().en().length()).isLessThan(400);
    }

    @Test
    void aHostOrMailDomainThatCannotBeACompanysOwnIsNamed() {
        Tenant acme = company();
        assertThat(fields(acme, "gw.acme.localhost", "acme.localhost")).contains("host");
        assertThat(fields(acme, "gw.acme.co.kr", "co.kr")).containsExactly("mailDomain");
        assertThat(fields(acme, "gw.acme.co.kr", "acme.com")).containsExactly("mailDomain");
        assertThat(fields(acme, "evilacme.co.kr", "acme.co.kr")).containsExactly("mailDomain");
        assertThat(fields(acme, "gw.xn--o39a.kr", "xn--o39a.kr")).containsExactly("host", "mailDomain");
        assertThat(fields(acme, "gw.acm\u0435.kr", "acm\u0435.kr")).containsExactly("host", "mailDomain");
        assertThat(fields(acme, null, null)).containsExactly("host", "mailDomain");
        assertThat(fields(acme, "gw.acme.co.kr.", "acme.co.kr")).contains("host");
    }

    private List<String> fields(Tenant tenant, String wrongHost, String wrongMail) {
        Invalid invalid = catchThrowableOfType(
                Invalid.class, () -> identity.in(tenant, () -> identity.domains.request(wrongHost, wrongMail)));
        return invalid.errors().stream().map(Problem.FieldError::field).toList();
    }
}
