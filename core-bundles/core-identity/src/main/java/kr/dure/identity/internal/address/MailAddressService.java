package kr.dure.identity.internal.address;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.internal.ETags;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One address space per mail domain for users, aliases, groups and representative addresses (G1). */
@Component(service = MailAddressService.class)
public final class MailAddressService {
    /** The plain part of what RFC 5321 allows before the @. */
    private static final Pattern LOCAL_PART = Pattern.compile("(?!.*\\.\\.)[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?");

    private static final int MAX_RECEIVERS = 1000;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /** An address with the number of its version, for {@code ETag}. */
    record Versioned(MailAddress address, int version) {}

    /**
     * An address to add.
     *
     * @param kind ALIAS, GROUP or REPRESENTATIVE; users' own addresses come with their accounts
     * @param accountId for an alias whose it is
     * @param receivers for a group or a representative address: addresses of users of the company; never external (G1)
     */
    public record NewAddress(Kind kind, String address, String name, UUID accountId, List<String> receivers) {}

    /** What to change; null leaves it as it is. */
    public record AddressChange(String name, List<String> receivers) {}

    @Activate
    public MailAddressService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    Page<MailAddress> list(Kind kind, UUID after, int limit) {
        return tx.read(session -> Page.of(
                shown(session, new MailAddressRepository(session).list(kind, after, limit + 1)),
                limit,
                address -> address.id().toString()));
    }

    private static List<MailAddress> shown(Session session, List<MailAddressEntity> entities) {
        Map<UUID, List<MailAddress.Receiver>> receivers = new MailAddressRepository(session)
                .receivers(entities.stream().map(MailAddressEntity::id).toList());
        return entities.stream()
                .map(entity -> entity.toAddress(receivers.getOrDefault(entity.id(), List.of())))
                .toList();
    }

    private static Versioned versioned(Session session, MailAddressEntity entity) {
        return new Versioned(shown(session, List.of(entity)).get(0), entity.version());
    }

    Versioned get(UUID id) {
        return tx.read(session -> versioned(session, new MailAddressRepository(session).get(id)));
    }

    Versioned add(NewAddress request) {
        return tx.write(session -> {
            MailAddressRepository addresses = new MailAddressRepository(session);
            Invalid.Checks checks = new Invalid.Checks();
            checks.check(
                    request.kind() != null && request.kind() != Kind.USER,
                    "kind",
                    "ALIAS, GROUP, REPRESENTATIVE 가운데 하나여야 합니다. 사용자의 주소는 계정과 함께 생깁니다.",
                    "It must be ALIAS, GROUP or REPRESENTATIVE; a user's own address comes with the account.");
            checks.text(request.name(), "name", 100);
            String[] parts = parts(request.address());
            checks.check(
                    parts != null && LOCAL_PART.matcher(parts[0]).matches() && addresses.hasDomain(parts[1]),
                    "address",
                    "회사 메일 도메인의 주소여야 합니다. 예: info@acme.co.kr",
                    "It must be an address in one of the company's mail domains, e.g. info@acme.co.kr.");
            boolean alias = request.kind() == Kind.ALIAS;
            checks.check(
                    alias
                            ? request.accountId() != null && addresses.accountExists(request.accountId())
                            : request.accountId() == null,
                    "accountId",
                    alias ? "누구의 별칭인지 계정을 정해 주세요." : "별칭에만 쓰는 값입니다.",
                    alias ? "Say whose alias it is." : "This is for an alias only.");
            Set<UUID> receivers = new LinkedHashSet<>();
            if (alias) {
                checks.check(
                        request.receivers() == null || request.receivers().isEmpty(),
                        "receivers",
                        "별칭에는 받는 사람을 두지 않습니다.",
                        "An alias has no receivers.");
            } else {
                receivers = receivers(checks, addresses, request.receivers());
            }
            checks.done();
            addresses.requireFree(parts[0], parts[1]);
            MailAddressEntity address = new MailAddressEntity(
                    ids.next(),
                    parts[0],
                    parts[1],
                    request.kind(),
                    request.name().strip(),
                    request.accountId(),
                    clock.instant());
            addresses.add(address);
            addresses.setReceivers(address.id(), receivers);
            Versioned added = versioned(session, address);
            session.audit("identity.address.added", address.id().toString(), null, facts(added.address()));
            return added;
        });
    }

    /** Receivers must be users of the company: an address of any other domain is refused (G1). */
    private static Set<UUID> receivers(Invalid.Checks checks, MailAddressRepository addresses, List<String> receivers) {
        Set<UUID> accounts = new LinkedHashSet<>();
        if (!checks.check(
                receivers != null && !receivers.isEmpty() && receivers.size() <= MAX_RECEIVERS,
                "receivers",
                "받는 사람이 한 명 이상, " + MAX_RECEIVERS + "명 이하여야 합니다.",
                "There must be 1 to " + MAX_RECEIVERS + " receivers.")) {
            return accounts;
        }
        for (int i = 0; i < receivers.size(); i++) {
            String[] parts = parts(receivers.get(i));
            Optional<UUID> account = parts == null ? Optional.empty() : addresses.accountAt(parts[0], parts[1]);
            account.ifPresent(accounts::add);
            checks.check(
                    account.isPresent(),
                    "receivers[" + i + "]",
                    "회사 사용자의 주소가 아닙니다. 외부 주소로는 보낼 수 없습니다.",
                    "This is no user of the company; external addresses are refused.");
        }
        return accounts;
    }

    private static String[] parts(String address) {
        if (address == null || address.length() > 254) {
            return null;
        }
        String[] parts = address.strip().toLowerCase(Locale.ROOT).split("@", -1);
        return parts.length == 2 && !parts[0].isEmpty() ? parts : null;
    }

    Versioned change(UUID id, AddressChange change, Integer expectedVersion) {
        return tx.write(session -> {
            MailAddressRepository addresses = new MailAddressRepository(session);
            MailAddressEntity address = addresses.get(id);
            ETags.require(expectedVersion, address.version());
            refuseUsersOwn(address);
            MailAddress before = shown(session, List.of(address)).get(0);
            Invalid.Checks checks = new Invalid.Checks();
            if (change.name() != null && checks.text(change.name(), "name", 100)) {
                address.rename(change.name().strip());
            }
            if (change.receivers() != null) {
                checks.check(
                        address.kind() != Kind.ALIAS,
                        "receivers",
                        "별칭에는 받는 사람을 두지 않습니다.",
                        "An alias has no receivers.");
                Set<UUID> receivers = receivers(checks, addresses, change.receivers());
                checks.done();
                addresses.touch(address);
                addresses.setReceivers(id, receivers);
            }
            checks.done();
            session.entities().flush();
            Versioned changed = versioned(session, address);
            session.audit("identity.address.changed", id.toString(), facts(before), facts(changed.address()));
            return changed;
        });
    }

    void remove(UUID id) {
        tx.run(session -> {
            MailAddressRepository addresses = new MailAddressRepository(session);
            MailAddressEntity address = addresses.get(id);
            refuseUsersOwn(address);
            MailAddress before = shown(session, List.of(address)).get(0);
            addresses.remove(address);
            session.audit("identity.address.removed", id.toString(), facts(before), null);
        });
    }

    private static void refuseUsersOwn(MailAddressEntity address) {
        if (address.kind() == Kind.USER) {
            throw new Conflict("사용자의 주소는 계정과 함께 바뀝니다.", "A user's own address comes and goes with the account.");
        }
    }

    private static Map<String, Object> facts(MailAddress address) {
        return Map.of(
                "kind",
                address.kind(),
                "address",
                address.address(),
                "name",
                address.name(),
                "receivers",
                address.receivers().stream().map(MailAddress.Receiver::loginId).toList());
    }
}
