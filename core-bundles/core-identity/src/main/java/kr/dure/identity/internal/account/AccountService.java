package kr.dure.identity.internal;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.SeatPolicy;
import kr.dure.persistence.Ids;
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

/** Accounts of a tenant, kept by its administrator. */
@Component(service = AccountService.class)
public final class AccountService {
    private static final Pattern PERMISSION = Pattern.compile("[a-z][a-z0-9.-]{0,99}");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SeatPolicy seats;
    private final LoginService logins;
    private final Passwords passwords = new Passwords();

    /** An account with the number of its version, for {@code ETag}. */
    record Versioned(Account account, int version) {}

    @Activate
    public AccountService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SeatPolicy seats,
            @Reference LoginService logins) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.seats = seats;
        this.logins = logins;
    }

    Page<Account> list(UUID after, int limit) {
        List<Account> accounts = tx.read(session -> new AccountRepository(session)
                .list(after, limit + 1).stream().map(AccountService::shown).toList());
        return Page.of(accounts, limit, account -> account.id().toString());
    }

    Versioned get(UUID id) {
        return tx.read(session -> versioned(new AccountRepository(session).get(id)));
    }

    /** An account as the caller may see it: a private address is for its owner and for administrators. */
    private static Account shown(AccountEntity entity) {
        Account account = entity.toAccount();
        Caller caller = Callers.current();
        return caller.administrator() || caller.accountId().equals(account.id()) ? account : account.forColleagues();
    }

    /** Adds an account; one above the registered seats costs a further seat and must be confirmed (B1). */
    Account add(NewAccount request) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                request.loginId() != null
                        && SignUpService.LOGIN_ID.matcher(request.loginId()).matches(),
                "loginId",
                "로그인 아이디는 영문 소문자, 숫자, . _ - 로 2~64자입니다.",
                "A login id has 2 to 64 characters: a-z, 0-9, . _ and -.");
        checks.text(request.name(), "name", 100);
        Passwords.check(checks, "password", request.password(), request.loginId());
        checkDetails(checks, request.externalEmail(), request.permissions());
        checks.done();
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
                    request.externalEmail(),
                    hash,
                    Boolean.TRUE.equals(request.administrator()),
                    request.permissions() == null ? Set.of() : request.permissions(),
                    clock.instant());
            accounts.add(account);
            session.audit("identity.account.added", account.id().toString(), request.loginId());
            return account.toAccount();
        });
    }

    /** Changes what is given; fields left out stay. */
    Versioned change(UUID id, AccountChange change, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        if (change.name() != null) {
            checks.text(change.name(), "name", 100);
        }
        checkDetails(checks, change.externalEmail(), change.permissions());
        checks.done();
        Versioned changed = tx.write(session -> {
            AccountRepository accounts = new AccountRepository(session);
            AccountEntity account = accounts.get(id);
            if (expectedVersion != null && expectedVersion != account.version()) {
                throw new Problem(
                        412,
                        "stale",
                        new Text("그사이 바뀌었습니다", "Changed in the meantime"),
                        new Text("새로 읽은 뒤 다시 시도해 주세요.", "Read it again and retry."));
            }
            if (change.name() != null) {
                account.rename(change.name().strip());
            }
            if (change.externalEmail() != null) {
                account.useExternalEmail(change.externalEmail().isEmpty() ? null : change.externalEmail());
            }
            if (change.permissions() != null) {
                account.grant(change.permissions());
            }
            if (change.administrator() != null) {
                account.makeAdministrator(change.administrator());
                session.entities().flush();
                refuseWithoutAdministrator(accounts);
            }
            session.audit("identity.account.changed", id.toString(), null);
            session.entities().flush();
            return versioned(account);
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
            accounts.remove(account);
            session.entities().flush();
            refuseWithoutAdministrator(accounts);
            session.audit("identity.account.removed", id.toString(), account.loginId());
        });
        logins.forgetSessions();
    }

    /** An administrator sets a password, which also lets a stopped account in again (L1 b). */
    void setPassword(UUID id, String password) {
        AccountEntity before = tx.read(session -> new AccountRepository(session).get(id));
        Invalid.Checks checks = new Invalid.Checks();
        Passwords.check(checks, "password", password, before.loginId());
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
            account.usePassword(hash, true);
            LoginRepository repository = new LoginRepository(session);
            repository.resetAttempts(account.loginId());
            repository.endAllOf(id);
            session.audit("identity.password.set", id.toString(), account.loginId());
        });
        logins.forgetSessions();
    }

    private static void checkDetails(Invalid.Checks checks, String externalEmail, Set<String> permissions) {
        checks.check(
                externalEmail == null
                        || externalEmail.isEmpty()
                        || SignUpService.EMAIL.matcher(externalEmail).matches(),
                "externalEmail",
                "올바른 이메일 주소가 아닙니다.",
                "This is not an e-mail address.");
        checks.check(
                permissions == null
                        || permissions.stream()
                                .allMatch(name -> PERMISSION.matcher(name).matches()),
                "permissions",
                "권한 이름은 영문 소문자, 숫자, 점, 하이픈으로 이루어집니다. 예: sms.send",
                "A permission's name has a-z, 0-9, dots and hyphens, e.g. sms.send.");
    }

    private static void refuseWithoutAdministrator(AccountRepository accounts) {
        if (accounts.countAdministrators() == 0) {
            throw new Conflict("관리자가 한 명은 있어야 합니다.", "There must be one administrator.");
        }
    }

    private static Versioned versioned(AccountEntity account) {
        return new Versioned(shown(account), account.version());
    }

    /** An account to add. */
    public record NewAccount(
            String loginId,
            String name,
            String password,
            String externalEmail,
            Boolean administrator,
            Set<String> permissions,
            Boolean confirmCharge) {}

    /** What to change of an account; null leaves a field as it is, an empty {@code externalEmail} removes it. */
    public record AccountChange(String name, String externalEmail, Boolean administrator, Set<String> permissions) {}
}
