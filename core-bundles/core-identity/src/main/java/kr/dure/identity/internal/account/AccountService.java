package kr.dure.identity.internal.account;

import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.SeatPolicy;
import kr.dure.identity.internal.ETags;
import kr.dure.identity.internal.access.PasswordRules;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.address.UserAddresses;
import kr.dure.identity.internal.organisation.PersonDirectory;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accounts of a tenant, kept by its administrators. */
@Component(service = AccountService.class)
public final class AccountService {
    public static final Pattern LOGIN_ID = Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9._-]{0,62}[a-z0-9_-]");
    public static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SeatPolicy seats;
    private final LoginService logins;
    private final Passwords passwords;
    private final PolicyService policies;
    private final PersonDirectory people;
    private final PermissionCatalogue permissions;

    /** An account with the number of its version, for {@code ETag}. */
    record Versioned(Account account, int version) {}

    @Activate
    public AccountService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SeatPolicy seats,
            @Reference LoginService logins,
            @Reference Passwords passwords,
            @Reference PolicyService policies,
            @Reference PersonDirectory people,
            @Reference PermissionCatalogue permissions) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.seats = seats;
        this.logins = logins;
        this.passwords = passwords;
        this.policies = policies;
        this.people = people;
        this.permissions = permissions;
    }

    Page<Account> list(UUID after, int limit) {
        return tx.read(session -> Page.of(
                shown(session, new AccountRepository(session).list(after, limit + 1)),
                limit,
                account -> account.id().toString()));
    }

    Versioned get(UUID id) {
        return tx.read(session -> versioned(session, new AccountRepository(session).get(id)));
    }

    /** The account of somebody who has just logged in. */
    Versioned own(UUID id) {
        return tx.read(session -> {
            AccountEntity account = new AccountRepository(session).get(id);
            Caller self = new Caller(
                    id,
                    account.loginId(),
                    account.name(),
                    false,
                    Tenants.current().operator(),
                    Set.of());
            return Callers.call(self, () -> versioned(session, account));
        });
    }

    /** Accounts as the caller may see them: private facts are for the owner and for those who keep accounts. */
    private static List<Account> shown(Session session, List<AccountEntity> entities) {
        AccountRepository accounts = new AccountRepository(session);
        List<UUID> ids = entities.stream().map(AccountEntity::id).toList();
        Map<UUID, String> addresses = accounts.addresses(ids);
        Map<UUID, Set<UUID>> roles = new RoleRepository(session).rolesOf(ids);
        List<?> stopped =
                accounts.stopped(entities.stream().map(AccountEntity::loginId).toList(), LoginService.ATTEMPTS);
        List<?> secondFactor = accounts.withSecondFactor(ids);
        Caller caller = Callers.current();
        return entities.stream()
                .map(entity -> {
                    Account account = new Account(
                            entity.id(),
                            entity.loginId(),
                            entity.name(),
                            addresses.get(entity.id()),
                            entity.administrator(),
                            entity.createdAt(),
                            entity.externalEmail(),
                            entity.permissions(),
                            roles.getOrDefault(entity.id(), Set.of()),
                            stopped.contains(entity.loginId()),
                            secondFactor.contains(entity.id()),
                            entity.lastLoginAt());
                    return caller.may("identity.accounts") || caller.accountId().equals(entity.id())
                            ? account
                            : account.forColleagues();
                })
                .toList();
    }

    private static Versioned versioned(Session session, AccountEntity account) {
        return new Versioned(shown(session, List.of(account)).get(0), account.version());
    }

    /** Adds an account; one above the registered seats costs a further seat and must be confirmed (B1). */
    Account add(NewAccount request) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                request.loginId() != null && LOGIN_ID.matcher(request.loginId()).matches(),
                "loginId",
                "로그인 아이디는 영문 소문자, 숫자, . _ - 로 2~64자이며 점으로 끝나지 않습니다.",
                "A login id has 2 to 64 characters: a-z, 0-9, . _ and -, and does not end with a dot.");
        checks.text(request.name(), "name", 100);
        PasswordRules.check(
                checks,
                "password",
                request.password(),
                request.loginId(),
                policies.login().minPasswordLength());
        checkEmail(checks, request.externalEmail());
        permissions.check(checks, request.permissions(), Set.of());
        checks.done();
        Authority.refuseOperator();
        if (Boolean.TRUE.equals(request.administrator())) {
            Authority.requireAdministrator();
        }
        Authority.requireAll(request.permissions() == null ? Set.of() : request.permissions());
        String hash = passwords.hash(request.password());
        return tx.write(session -> {
            AccountRepository accounts = new AccountRepository(session);
            int count = accounts.countForAddition();
            if (accounts.findByLoginId(request.loginId()).isPresent()) {
                throw new Conflict("이미 있는 로그인 아이디입니다.", "This login id exists already.");
            }
            if (!Tenants.current().operator()) {
                seats.admit(count + 1, Boolean.TRUE.equals(request.confirmCharge()));
            }
            AccountEntity account = new AccountEntity(
                    ids.next(),
                    request.loginId(),
                    request.name().strip(),
                    blankToNull(request.externalEmail()),
                    hash,
                    Boolean.TRUE.equals(request.administrator()),
                    request.permissions() == null ? Set.of() : request.permissions(),
                    clock.instant());
            accounts.add(account);
            new UserAddresses(session, ids, clock).add(account.id(), account.loginId(), account.name());
            people.ensure(account.id(), account.name(), request.departmentId());
            session.audit("identity.account.added", account.id().toString(), null, facts(account));
            return shown(session, List.of(account)).get(0);
        });
    }

    /** The first account of a tenant, an administrator; called by sign-up in its transaction. */
    public void addFirst(Session session, UUID id, String loginId, String name, String email, String passwordHash) {
        AccountEntity account =
                new AccountEntity(id, loginId, name, email, passwordHash, true, Set.of(), clock.instant());
        new AccountRepository(session).add(account);
        new UserAddresses(session, ids, clock).add(id, loginId, name);
        people.ensure(id, name, null);
    }

    /** Changes what is given; fields left out stay. */
    Versioned change(UUID id, AccountChange change, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        if (change.name() != null) {
            checks.text(change.name(), "name", 100);
        }
        checkEmail(checks, change.externalEmail());
        PermissionCatalogue.checkForm(checks, change.permissions());
        checks.done();
        Versioned changed = tx.write(session -> {
            AccountRepository accounts = new AccountRepository(session);
            AccountEntity account = accounts.get(id);
            ETags.require(expectedVersion, account.version());
            Authority.requireOver(session, account);
            Map<String, Object> before = facts(account);
            if (change.name() != null) {
                account.rename(change.name().strip());
                people.ensure(id, account.name(), null);
            }
            if (change.externalEmail() != null) {
                Authority.refuseOperator(); // temporary passwords go there
                account.useExternalEmail(blankToNull(change.externalEmail()));
            }
            if (change.permissions() != null) {
                Set<String> added = new HashSet<>(change.permissions());
                added.removeAll(account.permissions());
                Authority.requireAll(added);
                Invalid.Checks unknown = new Invalid.Checks();
                permissions.check(unknown, change.permissions(), account.permissions());
                unknown.done();
                account.grant(change.permissions());
            }
            if (change.administrator() != null && change.administrator() != account.administrator()) {
                Authority.requireAdministrator();
                accounts.lockRights();
                account.makeAdministrator(change.administrator());
                session.entities().flush();
                refuseWithoutAdministrator(accounts);
            }
            session.entities().flush();
            session.audit("identity.account.changed", id.toString(), before, facts(account));
            return versioned(session, account);
        });
        logins.forgetSessions();
        return changed;
    }

    /** Removes an account; its seat stays registered (B1). */
    void remove(UUID id) {
        if (id.equals(Callers.current().accountId())) {
            throw new Conflict("자기 계정은 지울 수 없습니다.", "You cannot remove your own account.");
        }
        tx.run(session -> {
            AccountRepository accounts = new AccountRepository(session);
            AccountEntity account = accounts.get(id);
            Authority.requireOver(session, account);
            accounts.lockRights();
            new UserAddresses(session, ids, clock).requireOtherReceivers(id);
            accounts.remove(account);
            session.entities().flush();
            refuseWithoutAdministrator(accounts);
            people.leave(id);
            session.audit("identity.account.removed", id.toString(), facts(account), null);
        });
        logins.forgetSessions();
    }

    /** An administrator sets a password, which also lets a stopped account in again (L1 b). */
    void setPassword(UUID id, String password) {
        Authority.refuseOperator();
        AccountEntity before = tx.read(session -> {
            AccountEntity account = new AccountRepository(session).get(id);
            Authority.requireOver(session, account);
            return account;
        });
        Invalid.Checks checks = new Invalid.Checks();
        PasswordRules.check(
                checks, "password", password, before.loginId(), policies.login().minPasswordLength());
        checks.done();
        if (passwords.verify(password, before.passwordHash())) {
            throw new Problem(
                    422,
                    "same-password",
                    new Text("이전과 같은 비밀번호입니다", "Same password"),
                    new Text(
                            "이전과 같은 비밀번호로는 정지를 풀 수 없습니다. 다른 비밀번호를 정해 주세요.",
                            "The same password as before does not unlock the account. Choose another."));
        }
        String hash = passwords.hash(password);
        tx.run(session -> {
            AccountEntity account = new AccountRepository(session).get(id);
            LoginRepository repository = new LoginRepository(session);
            repository.remember(ids.next(), id, account.passwordHash(), clock.instant());
            account.usePassword(hash, !id.equals(Callers.current().accountId()), clock.instant());
            session.entities().flush(); // after a login that is just under way, so that its session ends, too
            repository.resetAttempts(account.loginId());
            repository.endAllOf(id);
            session.audit("identity.password.set", id.toString(), account.loginId());
        });
        logins.forgetSessions();
    }

    /** Gives an account exactly these roles. */
    Versioned giveRoles(UUID id, Set<UUID> roleIds) {
        if (roleIds.stream().anyMatch(Objects::isNull)) {
            throw new Invalid("roleIds", "비어 있는 역할 번호가 있습니다.", "One of the role ids is empty.");
        }
        Versioned changed = tx.write(session -> {
            AccountEntity account = new AccountRepository(session).get(id);
            RoleRepository roles = new RoleRepository(session);
            Authority.requireOver(session, account);
            Set<UUID> before = roles.rolesOf(List.of(id)).getOrDefault(id, Set.of());
            for (UUID role : roleIds) {
                Set<String> permissions = roles.get(role).permissions();
                if (!before.contains(role)) {
                    Authority.requireAll(permissions);
                }
            }
            roles.give(id, roleIds);
            session.entities().lock(account, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            session.entities().flush();
            session.audit(
                    "identity.account.roles",
                    id.toString(),
                    Map.of("roleIds", texts(before)),
                    Map.of("roleIds", texts(roleIds)));
            return versioned(session, account);
        });
        logins.forgetSessions();
        return changed;
    }

    private static Set<String> texts(Set<UUID> ids) {
        Set<String> texts = new TreeSet<>();
        ids.forEach(id -> texts.add(id.toString()));
        return texts;
    }

    private static Map<String, Object> facts(AccountEntity account) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("loginId", account.loginId());
        facts.put("name", account.name());
        facts.put("externalEmail", account.externalEmail());
        facts.put("administrator", account.administrator());
        facts.put("permissions", new TreeSet<>(account.permissions()));
        return facts;
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void checkEmail(Invalid.Checks checks, String externalEmail) {
        checks.check(
                externalEmail == null
                        || externalEmail.isEmpty()
                        || externalEmail.length() <= 254
                                && EMAIL.matcher(externalEmail).matches(),
                "externalEmail",
                "올바른 이메일 주소가 아닙니다.",
                "This is not an e-mail address.");
    }

    private static void refuseWithoutAdministrator(AccountRepository accounts) {
        if (accounts.countAdministrators() == 0) {
            throw new Conflict("관리자가 한 명은 있어야 합니다.", "There must be one administrator.");
        }
    }

    /**
     * An account to add.
     *
     * @param departmentId of the main post that its person holds from today on, or null for none yet
     */
    public record NewAccount(
            String loginId,
            String name,
            String password,
            String externalEmail,
            Boolean administrator,
            Set<String> permissions,
            UUID departmentId,
            Boolean confirmCharge) {}

    /** What to change of an account; null leaves a field as it is, an empty {@code externalEmail} removes it. */
    public record AccountChange(String name, String externalEmail, Boolean administrator, Set<String> permissions) {}
}
