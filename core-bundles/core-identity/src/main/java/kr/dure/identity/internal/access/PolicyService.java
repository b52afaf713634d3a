package kr.dure.identity.internal.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.access.PolicyRepository.Versioned;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who must log in how (login policy), and from where (access policy, L3). Answers are at most a second old. */
@Component(service = PolicyService.class)
public final class PolicyService {
    private static final int MAX_RANGES = 500;

    private final Tx tx;
    private final Cache<UUID, LoginPolicy> logins = cache();
    private final Cache<UUID, Door> doors = cache();

    /** An access policy, ready to be asked. */
    private record Door(boolean enabled, AddressRanges allowed, Set<UUID> exempt) {}

    @Activate
    public PolicyService(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(Duration.ofSeconds(1))
                .build();
    }

    /** The current tenant's login policy. */
    public LoginPolicy login() {
        return logins.get(
                Tenants.current().id(),
                id -> tx.read(session -> new PolicyRepository(session).login().policy()));
    }

    /**
     * Lets the current client in, or not (L3).
     *
     * @throws Problem 403 {@code address-not-allowed}
     */
    public void requireAddress(UUID accountId) {
        Client client = Clients.find().orElse(null);
        if (client == null) {
            return;
        }
        Door door = doors.get(
                Tenants.current().id(),
                id -> tx.read(session -> {
                    AccessPolicy policy = new PolicyRepository(session).access().policy();
                    return new Door(policy.enabled(), AddressRanges.of(policy.allowed()), policy.exemptAccountIds());
                }));
        if (door.enabled()
                && !door.exempt().contains(accountId)
                && !door.allowed().contain(client.address())) {
            throw new Problem(
                            403,
                            "address-not-allowed",
                            new Text("허용되지 않은 주소입니다", "Address not allowed"),
                            new Text(
                                    "회사가 이 주소(" + client.address() + ")에서의 접속을 허용하지 않습니다. 관리자에게 문의해 주세요.",
                                    "Your company does not allow access from this address (" + client.address()
                                            + "). Please ask your administrator."))
                    .with("address", client.address());
        }
    }

    Versioned<LoginPolicy> loginPolicy() {
        return tx.read(session -> new PolicyRepository(session).login());
    }

    Versioned<AccessPolicy> accessPolicy() {
        return tx.read(session -> new PolicyRepository(session).access());
    }

    /** @param expected the version the caller has seen, or null to overwrite */
    Versioned<LoginPolicy> change(LoginPolicy policy, Integer expected) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.range(policy.minPasswordLength(), "minPasswordLength", PasswordRules.MIN_LENGTH, 64);
        checks.range(policy.idleMinutes(), "idleMinutes", 5, 1440);
        checks.range(policy.absoluteHours(), "absoluteHours", 1, 720);
        checks.check(
                policy.secondFactor() != null, "secondFactor", "secondFactor 값이 필요합니다.", "secondFactor is required.");
        checks.done();
        Versioned<LoginPolicy> changed = tx.write(session -> {
            PolicyRepository policies = new PolicyRepository(session);
            Versioned<LoginPolicy> before = policies.login();
            policies.save(policy, expected == null ? before.version() : expected);
            session.audit("identity.login-policy.changed", null, facts(before.policy()), facts(policy));
            return policies.login();
        });
        logins.invalidate(Tenants.current().id());
        return changed;
    }

    private static Map<String, Object> facts(LoginPolicy policy) {
        return Map.of(
                "minPasswordLength", policy.minPasswordLength(),
                "idleMinutes", policy.idleMinutes(),
                "absoluteHours", policy.absoluteHours(),
                "secondFactor", policy.secondFactor(),
                "raiseSeatsOnImport", policy.raiseSeatsOnImport());
    }

    /**
     * Changes from where people may come in.
     *
     * @param expected the version the caller has seen, or null to overwrite
     * @param confirmLockout whether the caller knows that this shuts out himself
     * @throws Problem 409 {@code lockout} when it would shut out the caller and he has not said that he knows
     */
    Versioned<AccessPolicy> change(AccessPolicy policy, Integer expected, boolean confirmLockout) {
        AccessPolicy normal = new AccessPolicy(policy.enabled(), normal(policy.allowed()), policy.exemptAccountIds());
        UUID self = Callers.current().accountId();
        String address = Clients.find().map(Client::address).orElse(null);
        boolean shutsOut = normal.enabled()
                && address != null
                && !normal.exemptAccountIds().contains(self)
                && !AddressRanges.of(normal.allowed()).contain(address);
        if (shutsOut && !confirmLockout) {
            throw new Problem(
                            409,
                            "lockout",
                            new Text("지금 접속한 주소가 막힙니다", "This would lock you out"),
                            new Text(
                                    "이대로 저장하면 지금 접속한 주소(" + address
                                            + ")에서 더는 들어올 수 없습니다. 이 주소를 목록에 넣거나, 알고 있다면 confirmLockout을 true로 보내세요.",
                                    "With this list you could no longer come in from your own address (" + address
                                            + "). Add it, or send confirmLockout: true if you mean it."))
                    .with("address", address);
        }
        Versioned<AccessPolicy> changed = tx.write(session -> {
            PolicyRepository policies = new PolicyRepository(session);
            refuseUnknown(
                    session.entities()
                            .createNativeQuery("SELECT id FROM identity.account")
                            .getResultList(),
                    normal);
            Versioned<AccessPolicy> before = policies.access();
            policies.save(normal, expected == null ? before.version() : expected);
            session.audit("identity.access-policy.changed", null, facts(before.policy()), facts(normal));
            return policies.access();
        });
        doors.invalidate(Tenants.current().id());
        return changed;
    }

    private static void refuseUnknown(List<?> accounts, AccessPolicy policy) {
        Set<?> known = Set.copyOf(accounts);
        List<UUID> unknown = policy.exemptAccountIds().stream()
                .filter(id -> !known.contains(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Invalid("exemptAccountIds", "없는 계정입니다: " + unknown, "There is no such account: " + unknown);
        }
    }

    private static List<String> normal(List<String> allowed) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                allowed.size() <= MAX_RANGES,
                "allowed",
                "주소는 " + MAX_RANGES + "개까지 등록할 수 있습니다.",
                "There can be " + MAX_RANGES + " ranges at most.");
        Set<String> normal = new LinkedHashSet<>();
        for (int i = 0; i < allowed.size(); i++) {
            String text = allowed.get(i);
            int index = i;
            AddressRanges.normal(text)
                    .ifPresentOrElse(
                            normal::add,
                            () -> checks.check(
                                    false,
                                    "allowed[" + index + "]",
                                    "IP 주소나 대역이 아닙니다. 예: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32",
                                    "This is no IP address or range, e.g. 203.0.113.7, 203.0.113.0/24, 2001:db8::/32."));
        }
        checks.done();
        return new ArrayList<>(normal);
    }

    private static Map<String, Object> facts(AccessPolicy policy) {
        return Map.of(
                "enabled",
                policy.enabled(),
                "allowed",
                policy.allowed(),
                "exemptAccountIds",
                policy.exemptAccountIds().stream().map(UUID::toString).sorted().collect(Collectors.toList()));
    }
}
