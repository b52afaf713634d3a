package kr.dure.identity.internal.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.identity.internal.address.MailAddress.Receiver;
import kr.dure.identity.internal.address.MailAddressService.AddressChange;
import kr.dure.identity.internal.address.MailAddressService.NewAddress;
import kr.dure.identity.internal.address.MailAddressService.Versioned;
import kr.dure.identity.internal.tenant.TenantParts;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** One address space for users, aliases, groups and representative addresses (G1). */
class MailAddressServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = TenantParts.sharedCompany(identity);
    private final String domain = acme.host();
    private final UUID kim = user("kim");
    private final UUID lee = user("lee");

    private UUID user(String loginId) {
        return identity.in(acme, () -> {
            identity.logins.add(loginId);
            List<UUID> accounts = identity.logins.accountIds();
            return accounts.get(accounts.size() - 1);
        });
    }

    private String at(String localPart) {
        return localPart + "@" + domain;
    }

    private MailAddress add(Kind kind, String localPart, String... receivers) {
        return TestAddresses.add(
                identity, acme, kind, at(localPart), kind == Kind.ALIAS ? kim : null, toAddresses(receivers));
    }

    private String[] toAddresses(String... localParts) {
        return Arrays.stream(localParts).map(this::at).toArray(String[]::new);
    }

    private Problem refused(Supplier<?> work) {
        return catchThrowableOfType(Problem.class, () -> identity.in(acme, work));
    }

    private List<String> fields(NewAddress address) {
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> identity.in(acme, () -> identity.addresses.add(address)));
        return invalid.errors().stream().map(Problem.FieldError::field).toList();
    }

    private NewAddress representative(String address, String... receivers) {
        return new NewAddress(Kind.REPRESENTATIVE, address, "대표", null, List.of(receivers));
    }

    @Test
    void anAddressThatAUserHasIsRefusedForEverythingElse() {
        for (Kind kind : List.of(Kind.ALIAS, Kind.GROUP, Kind.REPRESENTATIVE)) {
            String[] receivers = kind == Kind.ALIAS ? new String[0] : new String[] {"kim"};
            Problem taken = catchThrowableOfType(Problem.class, () -> add(kind, "lee", receivers));
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.type()).isEqualTo("address-taken");
            assertThat(taken.members()).containsEntry("address", at("lee"));
            assertThat(taken.text().ko()).contains("사용자");
        }
    }

    @Test
    void anAddressOfAnotherKindDoesNotBecomeAUsers() {
        add(Kind.ALIAS, "kimmy");
        add(Kind.GROUP, "team", "kim", "lee");
        add(Kind.REPRESENTATIVE, "info", "kim");
        for (String localPart : List.of("kimmy", "team", "info")) {
            Problem taken = catchThrowableOfType(Problem.class, () -> user(localPart));
            assertThat(taken.type()).isEqualTo("address-taken");
        }
        assertThat(identity.in(acme, identity.logins::accountIds)).hasSize(3);
    }

    @Test
    void noTwoOfTheOtherKindsAreEqualEither() {
        add(Kind.GROUP, "team", "kim");
        assertThat(catchThrowableOfType(Problem.class, () -> add(Kind.REPRESENTATIVE, "team", "kim"))
                        .type())
                .isEqualTo("address-taken");
        assertThat(catchThrowableOfType(Problem.class, () -> add(Kind.ALIAS, "team"))
                        .type())
                .isEqualTo("address-taken");
        assertThat(catchThrowableOfType(Problem.class, () -> add(Kind.GROUP, "team", "lee"))
                        .type())
                .isEqualTo("address-taken");
    }

    @Test
    void capitalsAndSpacesMakeNoOtherAddress() {
        MailAddress info = TestAddresses.representative(
                identity, acme, "  Info@" + domain.toUpperCase(java.util.Locale.ROOT) + " ", at("KIM"));
        assertThat(info.address()).isEqualTo(at("info"));
        assertThat(refused(() -> identity.addresses.add(representative(at("INFO"), at("kim"))))
                        .type())
                .isEqualTo("address-taken");
        assertThat(catchThrowableOfType(Problem.class, () -> user("info")).type())
                .isEqualTo("address-taken");
        // U+212A KELVIN SIGN is a capital k.
        assertThat(refused(() -> identity.addresses.add(representative(at("\u212Aim"), at("lee"))))
                        .type())
                .isEqualTo("address-taken");
    }

    @Test
    void aUserAndARepresentativeAddressAtTheSameMomentAreOneOfThem() {
        for (int i = 0; i < 5; i++) {
            String localPart = "race" + i;
            AtomicInteger turn = new AtomicInteger();
            List<Object> answers = TestIdentity.<Object>atOnce(
                    2,
                    () -> turn.getAndIncrement() == 0 ? user(localPart) : add(Kind.REPRESENTATIVE, localPart, "kim"));
            assertThat(answers.stream().filter(answer -> answer instanceof Problem p && p.status() == 409))
                    .hasSize(1);
            assertThat(TestIdentity.count("identity.mail_address WHERE local_part = '" + localPart + "' AND domain = '"
                            + domain + "'"))
                    .isEqualTo(1);
            assertThat(TestIdentity.count("identity.account WHERE tenant_id = '" + acme.id() + "' AND login_id = '"
                            + localPart + "'"))
                    .isEqualTo(TestIdentity.count("identity.mail_address WHERE kind = 'USER' AND local_part = '"
                            + localPart + "' AND domain = '" + domain + "'"));
        }
    }

    @Test
    void manyAtOnceForOneAddressMakeOne() {
        List<Object> answers = TestIdentity.atOnce(5, () -> add(Kind.GROUP, "team", "kim"));
        assertThat(answers.stream().filter(MailAddress.class::isInstance)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer instanceof Problem p && p.status() == 409))
                .hasSize(4);
    }

    @Test
    void manyRepresentativeAddressesCostNoSeatAndAreNoUsers() {
        identity.registeredSeats = 2;
        int accounts = identity.in(acme, identity.logins::accountIds).size();
        for (int i = 0; i < 20; i++) {
            add(Kind.REPRESENTATIVE, "rep" + i, "kim", "lee");
        }
        assertThat(identity.in(acme, identity.logins::accountIds)).hasSize(accounts);
        assertThat(identity.in(acme, () -> identity.addresses.list(Kind.REPRESENTATIVE, null, 50))
                        .items())
                .hasSize(20);
        assertThat(refused(() -> identity.login("rep1")).type()).isEqualTo("login-failed");
    }

    @Test
    void receiversMustBeUsersOfTheCompany() {
        Tenant bravo = TenantParts.sharedCompany(identity);
        identity.in(bravo, () -> {
            identity.logins.add("park");
            return null;
        });
        add(Kind.GROUP, "team", "kim");
        List<String> receivers = new ArrayList<>(List.of(
                at("kim"),
                "kim@mail.example",
                "park@" + bravo.host(),
                at("nobody"),
                at("team"),
                "kim",
                "kim@" + domain + "@mail.example",
                "",
                "\"kim\"@" + domain,
                at("kim") + ",spy@mail.example",
                at("kim") + "\nBcc: spy@mail.example"));
        receivers.add(null);
        assertThat(fields(new NewAddress(Kind.REPRESENTATIVE, at("info"), "대표", null, receivers)))
                .containsExactly(
                        "receivers[1]",
                        "receivers[2]",
                        "receivers[3]",
                        "receivers[4]",
                        "receivers[5]",
                        "receivers[6]",
                        "receivers[7]",
                        "receivers[8]",
                        "receivers[9]",
                        "receivers[10]",
                        "receivers[11]");
        assertThat(fields(new NewAddress(Kind.GROUP, at("info"), "대표", null, List.of())))
                .containsExactly("receivers");
        assertThat(fields(new NewAddress(Kind.GROUP, at("info"), "대표", null, null)))
                .containsExactly("receivers");
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "kim");
        Invalid changed = (Invalid) refused(
                () -> identity.addresses.change(info.id(), new AddressChange(null, List.of("spy@mail.example")), null));
        assertThat(changed.errors()).extracting(Problem.FieldError::field).containsExactly("receivers[0]");
        assertThat(identity.in(acme, () -> identity.addresses.get(info.id()))
                        .address()
                        .receivers())
                .extracting(Receiver::loginId)
                .containsExactly("kim");
    }

    @Test
    void aUserNamedTwiceOrByAnAliasReceivesOnce() {
        add(Kind.ALIAS, "kimmy");
        assertThat(add(Kind.REPRESENTATIVE, "info", "kim", "kimmy", "KIM", "lee")
                        .receivers())
                .extracting(Receiver::loginId)
                .containsExactly("kim", "lee");
    }

    @Test
    void anAddressLiesInAnOpenDomainOfTheCompany() {
        Tenant bravo = TenantParts.sharedCompany(identity);
        assertThat(fields(representative("info@" + bravo.host(), at("kim")))).containsExactly("address");
        assertThat(fields(representative("info@mail.example", at("kim")))).containsExactly("address");
        assertThat(fields(representative("info@", at("kim")))).containsExactly("address");
        String own = TestIdentity.freshName() + ".co.kr";
        identity.in(acme, () -> identity.domains.request("gw." + own, own));
        assertThat(fields(representative("info@" + own, at("kim")))).containsExactly("address");
        for (String wrong :
                List.of("", ".info", "info.", "in..fo", "in fo", "in\tfo", "정보", "a".repeat(65), "in\"fo")) {
            assertThat(fields(representative(at(wrong), at("kim")))).containsExactly("address");
        }
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        assertThat(fields(new NewAddress(null, null, " ", kim, null)))
                .containsExactly("kind", "name", "address", "accountId", "receivers");
        assertThat(fields(new NewAddress(Kind.USER, at("new"), "이름", null, List.of(at("kim")))))
                .containsExactly("kind");
        assertThat(fields(new NewAddress(Kind.ALIAS, at("new"), "이름", null, List.of(at("kim")))))
                .containsExactly("accountId", "receivers");
        assertThat(fields(new NewAddress(Kind.ALIAS, at("new"), "이름", UUID.randomUUID(), null)))
                .containsExactly("accountId");
    }

    @Test
    void anAliasOfAnotherCompanysAccountIsRefused() {
        Tenant bravo = TenantParts.sharedCompany(identity);
        UUID foreign = identity.in(bravo, identity.logins::accountIds).get(0);
        assertThat(fields(new NewAddress(Kind.ALIAS, at("boss"), "사장", foreign, null)))
                .containsExactly("accountId");
    }

    @Test
    void aUsersOwnAddressComesAndGoesWithTheAccountOnly() {
        MailAddress own = identity.in(acme, () -> identity.addresses.list(Kind.USER, null, 50)).items().stream()
                .filter(address -> lee.equals(address.accountId()))
                .findFirst()
                .orElseThrow();
        assertThat(refused(() -> {
                    identity.addresses.remove(own.id());
                    return null;
                }))
                .isInstanceOf(Conflict.class);
        assertThat(refused(() -> identity.addresses.change(own.id(), new AddressChange("x", null), null)))
                .isInstanceOf(Conflict.class);
        TestAddresses.add(identity, acme, Kind.ALIAS, at("boss"), lee);
        identity.in(acme, () -> {
            identity.logins.remove(lee);
            return null;
        });
        add(Kind.REPRESENTATIVE, "lee", "kim");
        add(Kind.GROUP, "boss", "kim");
    }

    @Test
    void whoeverAloneReceivesForAnAddressStaysUntilAnotherDoes() {
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "lee");
        add(Kind.GROUP, "all", "kim", "lee");
        Problem refused = refused(() -> {
            identity.logins.remove(lee);
            return null;
        });
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.type()).endsWith("last-receiver");
        assertThat(refused.members()).containsEntry("addresses", List.of(at("info")));
        identity.in(
                acme, () -> identity.addresses.change(info.id(), new AddressChange(null, List.of(at("kim"))), null));
        identity.in(acme, () -> {
            identity.logins.remove(lee);
            return null;
        });
    }

    @Test
    void aRepresentativeAddressThatIsRemovedMayBecomeAUsers() {
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "kim");
        identity.in(acme, () -> {
            identity.addresses.remove(info.id());
            return null;
        });
        assertThat(user("info")).isNotNull();
        assertThat(refused(() -> identity.addresses.get(info.id()))).isInstanceOf(NotFound.class);
    }

    @Test
    void whoeverReadReceiversThatHaveChangedSinceIsTold() {
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "kim");
        int seen = identity.in(acme, () -> identity.addresses.get(info.id())).version();
        Versioned changed = identity.in(
                acme,
                () -> identity.addresses.change(
                        info.id(), new AddressChange(null, List.of(at("kim"), at("lee"))), seen));
        assertThat(changed.version()).isGreaterThan(seen);
        assertThat(identity.in(acme, () -> identity.addresses.get(info.id())).version())
                .isEqualTo(changed.version());
        assertThat(refused(() ->
                                identity.addresses.change(info.id(), new AddressChange(null, List.of(at("kim"))), seen))
                        .status())
                .isEqualTo(412);
        assertThat(identity.in(
                                acme,
                                () -> identity.addresses.change(
                                        info.id(), new AddressChange("안내", null), changed.version()))
                        .address()
                        .receivers())
                .hasSize(2);
    }

    @Test
    void ofTwoChangesOfReceiversAtTheSameMomentOneHolds() {
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "kim", "lee");
        int seen = identity.in(acme, () -> identity.addresses.get(info.id())).version();
        List<String> wishes = List.of(at("kim"), at("lee"));
        AtomicInteger turn = new AtomicInteger();
        List<Object> answers = TestIdentity.atOnce(2, () -> {
            List<String> wish = List.of(wishes.get(turn.getAndIncrement()));
            return identity.in(acme, () -> identity.addresses.change(info.id(), new AddressChange(null, wish), seen));
        });
        assertThat(answers.stream().filter(Versioned.class::isInstance)).hasSize(1);
        assertThat(identity.in(acme, () -> identity.addresses.get(info.id()))
                        .address()
                        .receivers())
                .hasSize(1);
    }

    @Test
    void anotherCompanysAddressIsNotThere() {
        MailAddress info = add(Kind.REPRESENTATIVE, "info", "kim");
        Tenant bravo = TenantParts.sharedCompany(identity);
        for (Supplier<?> work : List.<Supplier<?>>of(
                () -> identity.addresses.get(info.id()),
                () -> identity.addresses.change(info.id(), new AddressChange("x", null), null),
                () -> {
                    identity.addresses.remove(info.id());
                    return null;
                })) {
            assertThat(catchThrowableOfType(NotFound.class, () -> identity.in(bravo, work)))
                    .isNotNull();
        }
        assertThat(identity.in(bravo, () -> identity.addresses.list(null, null, 50))
                        .items())
                .extracting(MailAddress::kind)
                .containsExactly(Kind.USER);
    }

    @Test
    void pagesLeaveNothingOutAndEveryChangeIsAudited() {
        for (int i = 0; i < 5; i++) {
            add(Kind.GROUP, "g" + i, "kim");
        }
        List<String> seen = new ArrayList<>();
        UUID after = null;
        do {
            UUID from = after;
            var page = identity.in(acme, () -> identity.addresses.list(Kind.GROUP, from, 2));
            page.items().forEach(address -> seen.add(address.address()));
            after = page.next() == null ? null : UUID.fromString(page.next());
        } while (after != null);
        assertThat(seen).containsExactly(toAddresses("g0", "g1", "g2", "g3", "g4"));
        assertThat(TestIdentity.count(
                        "platform.audit WHERE action = 'identity.address.added' AND tenant_id = '" + acme.id() + "'"))
                .isEqualTo(5);
    }
}
