package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.DnsRecord.State;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DomainServiceTest {
    private static final String HERE = "203.0.113.7";
    private static final String HERE_TOO = "2001:db8::7";
    private static final String ELSEWHERE = "198.51.100.9";

    private final DnsServer dns = new DnsServer();
    private final TestIdentity identity = asking(dns.address());
    private final String name = TestIdentity.freshName();
    private final String mailDomain = name + ".co.kr";
    private final String host = "gw." + mailDomain;
    private final Tenant tenant = signUp(new SignUp.Host("own", null, host, mailDomain));
    private final Domain domain = in(tenant, () -> identity.domains.list().get(0));

    @AfterEach
    void stopDns() {
        dns.close();
    }

    private static TestIdentity asking(String resolver) {
        return new TestIdentity(new IdentitySettings(
                "localhost",
                8181,
                IdentitySettings.addresses(HERE + " " + HERE_TOO),
                Optional.empty(),
                Optional.empty(),
                Optional.of(resolver),
                Path.of("target")));
    }

    private Tenant signUp(SignUp.Host host) {
        UUID id = Tenants.call(
                        identity.operator,
                        () -> identity.signUps.signUp(new SignUp(
                                new SignUp.Company("두레상사", "220-81-62517"),
                                new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                                host,
                                new SignUp.Admin("kim", TestIdentity.PASSWORD),
                                List.of("groupware"),
                                30,
                                null,
                                null,
                                null)))
                .tenantId();
        return identity.directory.find(id).orElseThrow();
    }

    private <T> T in(Tenant tenant, Supplier<T> work) {
        return identity.in(tenant, work);
    }

    private static String token(Domain domain) {
        return domain.records().stream()
                .filter(record -> record.type().equals("TXT"))
                .map(record -> "txt-record=" + record.name() + "," + record.value())
                .findFirst()
                .orElseThrow();
    }

    private static String[] ready(Domain domain) {
        return new String[] {
            token(domain),
            "host-record=" + domain.host() + "," + HERE,
            "mx-host=" + domain.mailDomain() + "," + domain.host() + ",10"
        };
    }

    private Domain check(String... records) {
        dns.answer(records);
        return in(tenant, () -> identity.domains.check(domain.id()));
    }

    private static Map<String, State> seen(Domain domain) {
        return domain.records().stream().collect(Collectors.toMap(DnsRecord::type, DnsRecord::state));
    }

    private static DnsRecord record(Domain domain, String type) {
        return domain.records().stream()
                .filter(record -> record.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private State hostSeen(String... records) {
        return seen(check(records)).get("A");
    }

    private State mailSeen(String... records) {
        return seen(check(records)).get("MX");
    }

    private Optional<Instant> run(Tenant tenant, Domain domain) {
        return Tenants.call(
                tenant,
                () -> identity.domains.run(new JobRun(domain.id().toString(), "", identity.clock.instant(), 0)));
    }

    /** How long after this run the next is due. */
    private Duration nextRun() {
        Instant next = run(tenant, domain).orElseThrow();
        return Duration.between(identity.clock.instant(), next);
    }

    private Tenant now(Tenant tenant) {
        identity.directory.forgetAll();
        return identity.directory.find(tenant.id()).orElseThrow();
    }

    private long mails(String kind) {
        return identity.mails.stream().map(Mail::kind).filter(kind::equals).count();
    }

    /** A company with a shared name that has a domain of its own, open, besides. */
    private Domain opened(Tenant tenant, String host, String mailDomain) {
        Domain own = in(tenant, () -> identity.domains.request(host, mailDomain));
        dns.answer(ready(own));
        return in(tenant, () -> identity.domains.check(own.id()));
    }

    private Tenant sharedTenant(String name) {
        return signUp(new SignUp.Host("shared", name, null, null));
    }

    @Test
    void whatDoesNotExistIsMissingAndSaysWhatToRegister() {
        Domain checked = check();
        assertThat(checked.state()).isEqualTo(DomainState.REQUESTED);
        assertThat(seen(checked).values()).containsOnly(State.MISSING);
        assertThat(checked.checkedAt()).isNotNull();
        assertThat(record(checked, "TXT").remark().en()).contains("register the TXT record");
        assertThat(record(checked, "MX").remark().ko()).contains("MX");
        assertThat(checked.records()).extracting(DnsRecord::type).containsExactly("A", "AAAA", "MX", "TXT");
    }

    @Test
    void theTokenProvesWhoseDomainItIs() {
        Domain checked = check(token(domain));
        assertThat(checked.state()).isEqualTo(DomainState.AWAITING_DNS);
        assertThat(seen(checked))
                .containsEntry("TXT", State.FOUND)
                .containsEntry("A", State.MISSING)
                .containsEntry("MX", State.MISSING);
        assertThat(TestIdentity.count("platform.host WHERE proven AND host = '" + host + "'"))
                .isEqualTo(1);
        assertThat(TestIdentity.count("platform.mail_domain WHERE proven AND domain = '" + mailDomain + "'"))
                .isEqualTo(1);
    }

    @Test
    void aTokenOfAnotherProvesNothing() {
        Domain checked = check("txt-record=_dure." + mailDomain + ",dure-verification=another");
        assertThat(checked.state()).isEqualTo(DomainState.REQUESTED);
        assertThat(seen(checked)).containsEntry("TXT", State.OTHER);
        assertThat(record(checked, "TXT").remark().en()).contains("dure-verification=another");
    }

    @Test
    void theTokenIsFoundAmongOthersAndInPieces() {
        String txt = token(domain);
        assertThat(seen(check("txt-record=_dure." + mailDomain + ",v=spf1 -all", txt)))
                .containsEntry("TXT", State.FOUND);
        int middle = txt.length() - 9;
        assertThat(seen(check(txt.substring(0, middle).replace("dure-ver", "dure-ver,") + "," + txt.substring(middle))))
                .containsEntry("TXT", State.FOUND);
    }

    @Test
    void aHostLeadsHereByAddressOrByAlias() {
        assertThat(hostSeen("host-record=" + host + "," + HERE)).isEqualTo(State.FOUND);
        assertThat(hostSeen("host-record=" + host + "," + HERE_TOO)).isEqualTo(State.FOUND);
        assertThat(hostSeen("host-record=" + host + "," + HERE + "," + HERE_TOO))
                .isEqualTo(State.FOUND);
        assertThat(hostSeen("cname=" + host + ",dure.onnet.co.kr", "host-record=dure.onnet.co.kr," + HERE))
                .isEqualTo(State.FOUND);
        assertThat(hostSeen("address=/" + mailDomain + "/" + HERE)).isEqualTo(State.FOUND);
    }

    @Test
    void aHostThatLeadsElsewhereEvenInPartDoesNotLeadHere() {
        assertThat(hostSeen("host-record=" + host + "," + ELSEWHERE)).isEqualTo(State.OTHER);
        Domain partly = check("host-record=" + host + "," + HERE, "host-record=" + host + "," + ELSEWHERE);
        assertThat(seen(partly)).containsEntry("A", State.OTHER);
        assertThat(record(partly, "A").remark().en()).contains(ELSEWHERE).doesNotContain(HERE);
        assertThat(hostSeen("host-record=" + host + "," + HERE + ",2001:db8::99"))
                .isEqualTo(State.OTHER);
        assertThat(hostSeen("txt-record=" + host + ",no address")).isEqualTo(State.MISSING);
    }

    @Test
    void mailComesHereByTheHostOrByAnExchangerThatLeadsHere() {
        assertThat(mailSeen("mx-host=" + mailDomain + "," + host + ",10")).isEqualTo(State.FOUND);
        assertThat(mailSeen("mx-host=" + mailDomain + "," + host.toUpperCase(Locale.ROOT) + ",10"))
                .isEqualTo(State.FOUND);
        assertThat(mailSeen(
                        "mx-host=" + mailDomain + ",mx." + mailDomain + ",10",
                        "host-record=mx." + mailDomain + "," + HERE))
                .isEqualTo(State.FOUND);
    }

    @Test
    void mailThatAnotherSystemGetsEvenInPartGoesElsewhere() {
        Domain checked = check(
                "mx-host=" + mailDomain + "," + host + ",10",
                "mx-host=" + mailDomain + ",mail.other.co.kr,20",
                "host-record=mail.other.co.kr," + ELSEWHERE);
        assertThat(seen(checked)).containsEntry("MX", State.OTHER);
        assertThat(record(checked, "MX").remark().ko()).contains("mail.other.co.kr");
        assertThat(mailSeen("mx-host=" + mailDomain + ",nowhere.other.co.kr,10"))
                .isEqualTo(State.OTHER);
    }

    @Test
    void mailToTheHostGoesElsewhereWhenTheHostDoes() {
        assertThat(mailSeen("mx-host=" + mailDomain + "," + host + ",10", "host-record=" + host + "," + ELSEWHERE))
                .isEqualTo(State.OTHER);
    }

    @Test
    void aDomainThatSaysItTakesNoMailHasNoExchanger() {
        // RFC 7505: preference 0, the root as exchanger.
        Domain checked =
                check(token(domain), "host-record=" + host + "," + HERE, "dns-rr=" + mailDomain + ",15,000000");
        assertThat(seen(checked)).containsEntry("MX", State.MISSING);
        assertThat(checked.state()).isEqualTo(DomainState.AWAITING_DNS);
    }

    @Test
    void aSilentServerLeavesEverythingAsItIs() throws IOException {
        check(ready(domain));
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            TestIdentity other = asking("127.0.0.1:" + silent.getLocalPort());
            Domain checked = other.in(tenant, () -> other.domains.check(domain.id()));
            assertThat(seen(checked).values()).containsOnly(State.UNANSWERED);
            assertThat(checked.state()).isEqualTo(DomainState.OPEN);
            assertThat(record(checked, "A").remark().en()).contains("asked again");
        }
        assertThat(now(tenant).state()).isEqualTo(TenantState.OPEN);
    }

    @Test
    void aServerThatIsNotThereLeavesEverythingAsItIs() {
        check(token(domain));
        dns.stop();
        Domain checked = in(tenant, () -> identity.domains.check(domain.id()));
        assertThat(seen(checked).values()).containsOnly(State.UNANSWERED);
        assertThat(checked.state()).isEqualTo(DomainState.AWAITING_DNS);
        assertThat(check(ready(domain)).state()).isEqualTo(DomainState.OPEN);
    }

    @Test
    void aServerThatRefusesSaysNothing() {
        Tenant company = sharedTenant(name);
        Domain foreign = in(company, () -> identity.domains.request("gw." + name + ".example", name + ".example"));
        Domain checked = in(company, () -> identity.domains.check(foreign.id()));
        assertThat(seen(checked).values()).containsOnly(State.UNANSWERED);
        assertThat(checked.state()).isEqualTo(DomainState.REQUESTED);
    }

    @Test
    void whatIsGoneAgainIsShownButClosesNothing() {
        assertThat(check(ready(domain)).state()).isEqualTo(DomainState.OPEN);
        Domain checked = check();
        assertThat(checked.state()).isEqualTo(DomainState.OPEN);
        assertThat(seen(checked).values()).containsOnly(State.MISSING);
    }

    @Test
    void theJobOpensTheCompanyWhenTheRecordsAreThereAndWritesToItsContact() {
        assertThat(TestIdentity.count("platform.job WHERE task_instance LIKE '%" + domain.id() + "%'"))
                .isEqualTo(1);
        assertThat(nextRun()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        dns.answer(token(domain));
        run(tenant, domain);
        assertThat(now(tenant).state()).isEqualTo(TenantState.AWAITING_DNS);
        assertThat(mails("identity.onboarding")).isZero();
        identity.clock.advance(Duration.ofDays(2));
        dns.answer(ready(domain));
        Optional<Instant> next = run(tenant, domain);
        assertThat(now(tenant).state()).isEqualTo(TenantState.OPEN);
        assertThat(in(tenant, () -> identity.domains.get(domain.id())).state()).isEqualTo(DomainState.OPEN);
        assertThat(next.orElseThrow()).isAfter(identity.clock.instant().plus(Duration.ofHours(23)));
        run(now(tenant), domain);
        assertThat(identity.mails).last().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo("identity.onboarding");
            assertThat(mail.to()).isEqualTo("kim@mail.example");
            assertThat(mail.parts().toString()).contains("http://" + host + ":8181/", "kim");
        });
        assertThat(mails("identity.onboarding")).isEqualTo(1);
        assertThat(Tenants.call(now(tenant), () -> identity.login("kim"))).isTrue();
    }

    @Test
    void itAsksLessOftenWithTimeAndNotForEver() {
        identity.clock.advance(Duration.ofDays(2));
        assertThat(nextRun()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        identity.clock.advance(Duration.ofDays(10));
        assertThat(nextRun()).isBetween(Duration.ofHours(5), Duration.ofHours(6));
        identity.clock.advance(Duration.ofDays(20));
        assertThat(run(tenant, domain)).isEmpty();
    }

    @Test
    void ofChecksAtTheSameMomentOneOpensIt() {
        dns.answer(ready(domain));
        List<Object> answers = TestIdentity.atOnce(4, () -> in(tenant, () -> identity.domains.check(domain.id())));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(Domain.class));
        assertThat(now(tenant).state()).isEqualTo(TenantState.OPEN);
        assertThat(TestIdentity.count(
                        "identity.tenant_mail WHERE kind = 'ONBOARDING' AND tenant_id = '" + tenant.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void theNewStateIsSeenAtOnce() {
        assertThat(identity.directory.find(tenant.id()).map(Tenant::state)).contains(TenantState.AWAITING_DNS);
        check(ready(domain));
        assertThat(identity.directory.find(tenant.id()).map(Tenant::state)).contains(TenantState.OPEN);
        assertThat(identity.directory.findByHost(host).map(Tenant::state)).contains(TenantState.OPEN);
    }

    @Test
    void aCompanyOpensWhileItsMailIsElsewhereAndMovesItLater() {
        String away = "mx-host=" + mailDomain + ",mail.other.co.kr,10";
        String address = "host-record=" + host + "," + HERE;
        Domain checked = check(token(domain), address, away);
        assertThat(checked.state()).isEqualTo(DomainState.OPEN);
        assertThat(record(checked, "MX").state()).isEqualTo(State.OTHER);
        assertThat(mailHereAt()).isNull();
        Problem elsewhere =
                catchThrowableOfType(Problem.class, () -> in(tenant, () -> identity.domains.moveMail(domain.id())));
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.type()).isEqualTo("mail-elsewhere");
        assertThat(elsewhere.text().en()).contains("mail.other.co.kr");
        dns.answer(token(domain), address, "mx-host=" + mailDomain + "," + host + ",10");
        in(tenant, () -> identity.domains.check(domain.id()));
        assertThat(mailHereAt()).as("moved by nobody but the company").isNull();
        in(tenant, () -> identity.domains.moveMail(domain.id()));
        assertThat(mailHereAt()).isNotNull();
        dns.answer(token(domain), address, away);
        Domain wrong = in(tenant, () -> identity.domains.check(domain.id()));
        assertThat(record(wrong, "MX").remark().en()).contains("mail.other.co.kr");
    }

    @Test
    void theScreenKeepsShowingSinceWhenMailComesHere() {
        check(ready(domain));
        DomainResource resource = new DomainResource(identity.domains);
        assertThat(in(tenant, () -> resource.check(domain.id())).mailHereAt()).isNotNull();
        assertThat(in(tenant, () -> resource.moveMail(domain.id())).mailHereAt())
                .isNotNull();
        assertThat(Tenants.call(identity.operator, () -> identity.tenants.check(tenant.id(), domain.id()))
                        .mailHereAt())
                .isNotNull();
    }

    private Instant mailHereAt() {
        return in(tenant, () -> identity.domains.list().get(0).mailHereAt());
    }

    @Test
    void mailDoesNotMoveToADomainThatIsNotOpen() {
        dns.answer();
        assertThatThrownBy(() -> in(tenant, () -> identity.domains.moveMail(domain.id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aClaimThatNothingProvesYieldsToWhoProvesIt() {
        Tenant owner = signUp(new SignUp.Host("own", null, host, mailDomain));
        Domain owned = in(owner, () -> identity.domains.list().get(0));
        assertThat(token(owned)).isNotEqualTo(token(domain));
        dns.answer(ready(owned));
        assertThat(in(owner, () -> identity.domains.check(owned.id())).state()).isEqualTo(DomainState.OPEN);
        dns.answer(
                Stream.concat(Stream.of(token(domain)), Stream.of(ready(owned))).toArray(String[]::new));
        Problem lost = catchThrowableOfType(Problem.class, () -> in(tenant, () -> identity.domains.check(domain.id())));
        assertThat(lost.type()).isEqualTo("name-taken");
        assertThat(run(tenant, domain)).as("asking again changes nothing").isEmpty();
        assertThat(in(owner, () -> identity.domains.check(owned.id())).state()).isEqualTo(DomainState.OPEN);
        identity.directory.forgetAll();
        assertThat(identity.directory.findByHost(host).map(Tenant::id)).contains(owner.id());
        assertThat(now(tenant).state()).isEqualTo(TenantState.AWAITING_DNS);
    }

    @Test
    void whatIsProvenYieldsToNobody() {
        check(token(domain));
        identity.clock.advance(Duration.ofDays(365));
        assertThatThrownBy(() -> signUp(new SignUp.Host("own", null, host, mailDomain)))
                .isInstanceOf(Problem.class);
        Tenant other = sharedTenant(name);
        assertThatThrownBy(() -> in(other, () -> identity.domains.request("gw2." + mailDomain, mailDomain)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void oneAsksForTheSameHostOnceHoweverLongItTakes() {
        identity.clock.advance(Duration.ofDays(8));
        Problem again =
                catchThrowableOfType(Problem.class, () -> in(tenant, () -> identity.domains.request(host, mailDomain)));
        assertThat(again.status()).isEqualTo(409);
        assertThat(check(ready(domain)).state()).isEqualTo(DomainState.OPEN);
    }

    @Test
    void aDomainInUseIsNotRemovedAndItsUsersAreNamed() {
        Tenant company = sharedTenant(name);
        in(company, () -> {
            identity.logins.add("lee");
            return null;
        });
        Domain shared = in(company, () -> identity.domains.list().get(0));
        Domain own = opened(company, "gw.b-" + mailDomain, "b-" + mailDomain);
        assertThatThrownBy(() -> remove(company, shared)).isInstanceOf(Conflict.class);
        in(company, () -> identity.domains.makePrimary(own.id()));
        Problem used = catchThrowableOfType(Problem.class, () -> remove(company, shared));
        assertThat(used.type()).isEqualTo("domain-in-use");
        assertThat(used.members()).containsEntry("users", List.of("kim (김두레)", "lee (김두레)"));
        TestIdentity.sql("DELETE FROM identity.mail_address WHERE tenant_id = '" + company.id() + "'");
        remove(company, shared);
        assertThat(in(company, identity.domains::list)).extracting(Domain::id).containsExactly(own.id());
        assertThat(identity.directory.findByHost(shared.host())).isEmpty();
    }

    private void remove(Tenant company, Domain gone) {
        in(company, () -> {
            identity.domains.remove(gone.id());
            return null;
        });
    }

    @Test
    void aDomainGivenBackComesBackToItsCompanyAndStaysItsOwn() {
        Tenant company = sharedTenant(name);
        String second = "b-" + mailDomain;
        Domain first = opened(company, "gw." + second, second);
        remove(company, first);
        assertThatThrownBy(() -> signUp(new SignUp.Host("own", null, "gw." + second, second)))
                .isInstanceOf(Problem.class);
        Domain again = opened(company, "gw." + second, second);
        assertThat(again.state()).isEqualTo(DomainState.OPEN);
        identity.clock.advance(Duration.ofDays(DomainService.WAITING_DAYS + 1L));
        assertThatThrownBy(() -> signUp(new SignUp.Host("own", null, "mail." + second, second)))
                .isInstanceOf(Problem.class);
        identity.directory.forgetAll();
        assertThat(identity.directory.findByHost("gw." + second).map(Tenant::id))
                .contains(company.id());
    }

    @Test
    void anotherPrimaryDomainChangesNobodysAddress() {
        Tenant company = sharedTenant(name);
        in(company, () -> {
            identity.logins.add("lee");
            return null;
        });
        Domain own = opened(company, "gw.b-" + mailDomain, "b-" + mailDomain);
        assertThat(own.primary()).isFalse();
        assertThat(in(company, () -> identity.domains.makePrimary(own.id())).primary())
                .isTrue();
        assertThat(in(company, identity.domains::list).stream().filter(Domain::primary))
                .singleElement()
                .satisfies(primary -> assertThat(primary.id()).isEqualTo(own.id()));
        in(now(company), () -> {
            identity.logins.add("park");
            return null;
        });
        assertThat(addresses(company, name + ".localhost")).isEqualTo(2);
        assertThat(addresses(company, "b-" + mailDomain)).isEqualTo(1);
        assertThat(identity.directory.findByHost(name + ".localhost").map(Tenant::id))
                .contains(company.id());
    }

    private static long addresses(Tenant tenant, String domain) {
        return TestIdentity.count(
                "identity.mail_address WHERE tenant_id = '" + tenant.id() + "' AND domain = '" + domain + "'");
    }

    @Test
    void aDomainThatIsNotOpenDoesNotBecomeThePrimaryOne() {
        Tenant company = sharedTenant(name);
        Domain own = in(company, () -> identity.domains.request("gw.b-" + mailDomain, "b-" + mailDomain));
        assertThatThrownBy(() -> in(company, () -> identity.domains.makePrimary(own.id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void anotherCompanysDomainIsNotThere() {
        Tenant stranger = sharedTenant(name);
        assertThatThrownBy(() -> in(stranger, () -> identity.domains.get(domain.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> in(stranger, () -> identity.domains.check(domain.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> in(stranger, () -> identity.domains.moveMail(domain.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> in(stranger, () -> identity.domains.makePrimary(domain.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> remove(stranger, domain)).isInstanceOf(NotFound.class);
        assertThat(in(tenant, () -> identity.domains.get(domain.id())).host()).isEqualTo(host);
    }
}
