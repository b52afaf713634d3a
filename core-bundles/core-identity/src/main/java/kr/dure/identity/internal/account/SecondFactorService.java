package kr.dure.identity.internal.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.identity.internal.access.TimeCode;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** People set up, renew and drop their second factor (TOTP, RFC 6238). */
@Component(service = SecondFactorService.class)
public final class SecondFactorService {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LETTERS = 12;

    private final Tx tx;
    private final Clock clock;
    private final SecretBox box;
    private final SecondFactors factors;
    private final PolicyService policies;
    private final LoginService logins;

    @Activate
    public SecondFactorService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Clock clock,
            @Reference SecretBox box,
            @Reference SecondFactors factors,
            @Reference PolicyService policies,
            @Reference LoginService logins) {
        this.tx = tx;
        this.clock = clock;
        this.box = box;
        this.factors = factors;
        this.policies = policies;
        this.logins = logins;
    }

    /**
     * What to put into an authenticator app.
     *
     * @param secret in Base32, for typing
     * @param uri what the QR code says
     * @param qrCode an SVG image
     */
    public record Enrolment(String secret, String uri, String qrCode) {}

    /** Recovery codes, shown once; each replaces one code of the app. */
    public record RecoveryCodes(List<String> recoveryCodes) {}

    /** Begins: makes a secret, which counts when the first code of it has been typed. */
    Enrolment begin() {
        Caller caller = self();
        if (factors.confirmed(caller.accountId())) {
            throw new Conflict(
                    "이미 2단계 인증을 쓰고 있습니다. 먼저 해제해 주세요.", "There is a second factor already. Please remove it first.");
        }
        String secret = TimeCode.newSecret();
        tx.run(session -> session.entities()
                .createNativeQuery("INSERT INTO identity.second_factor (account_id, secret, last_step)"
                        + " VALUES (?1, ?2, 0) ON CONFLICT (tenant_id, account_id)"
                        + " DO UPDATE SET secret = excluded.secret, last_step = 0"
                        + " WHERE second_factor.confirmed_at IS NULL")
                .setParameter(1, caller.accountId())
                .setParameter(2, box.seal(secret, caller.accountId().toString()))
                .executeUpdate());
        String uri = TimeCode.uri(secret, Tenants.current().name(), caller.loginId());
        return new Enrolment(secret, uri, TimeCode.svg(uri));
    }

    /** Ends the set-up with a first code. */
    RecoveryCodes confirm(String otp) {
        UUID account = self().accountId();
        if (factors.confirmed(account)) {
            throw new Conflict("이미 2단계 인증을 쓰고 있습니다.", "There is a second factor already.");
        }
        if (otp == null || !factors.use(account, otp)) {
            throw wrong();
        }
        RecoveryCodes codes = tx.write(session -> {
            session.entities()
                    .createNativeQuery("UPDATE identity.second_factor SET confirmed_at = ?2 WHERE account_id = ?1")
                    .setParameter(1, account)
                    .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            session.audit("identity.second-factor.set-up", account.toString(), null);
            return newCodes(session, account);
        });
        logins.forgetSessions();
        return codes;
    }

    /** Fresh recovery codes; the earlier ones are worth nothing from now on. */
    RecoveryCodes renewCodes(String otp) {
        UUID account = self().accountId();
        requireCode(otp);
        return tx.write(session -> {
            session.audit("identity.recovery-codes.renewed", account.toString(), null);
            return newCodes(session, account);
        });
    }

    private static RecoveryCodes newCodes(Session session, UUID account) {
        session.entities()
                .createNativeQuery("DELETE FROM identity.recovery_code WHERE account_id = ?1")
                .setParameter(1, account)
                .executeUpdate();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            String code = TimeCode.random(RECOVERY_LETTERS);
            codes.add(code.substring(0, 4) + "-" + code.substring(4, 8) + "-" + code.substring(8));
            session.entities()
                    .createNativeQuery("INSERT INTO identity.recovery_code (account_id, code_hash) VALUES (?1, ?2)")
                    .setParameter(1, account)
                    .setParameter(2, SecondFactors.codeHash(code))
                    .executeUpdate();
        }
        return new RecoveryCodes(codes);
    }

    /** The owner drops it, with a code; not where the tenant demands one. */
    void remove(String otp) {
        Caller caller = self();
        if (policies.login().demandsSecondFactor(logins.administrates(caller))) {
            throw new Conflict(
                    "회사가 2단계 인증을 의무로 정했으므로 해제할 수 없습니다.",
                    "Your company demands a second factor, so it cannot be removed.");
        }
        requireCode(otp);
        drop(caller.accountId(), "identity.second-factor.removed");
    }

    /** An administrator takes it away from somebody who has lost it. */
    void reset(UUID account) {
        Authority.refuseOperator();
        tx.run(session -> Authority.requireOver(session, new AccountRepository(session).get(account)));
        drop(account, "identity.second-factor.reset");
    }

    private void drop(UUID account, String action) {
        tx.run(session -> {
            for (String table : List.of("recovery_code", "second_factor")) {
                session.entities()
                        .createNativeQuery("DELETE FROM identity." + table + " WHERE account_id = ?1")
                        .setParameter(1, account)
                        .executeUpdate();
            }
            session.audit(action, account.toString(), null);
        });
        logins.forgetSessions();
    }

    /** Wrong codes stop the account as they do at the login, so that nobody who found an open session tries them all. */
    private void requireCode(String otp) {
        Caller caller = self();
        if (otp == null || otp.isBlank() || !factors.confirmed(caller.accountId())) {
            throw wrong();
        }
        int attempts =
                tx.write(session -> new LoginRepository(session).countAttempt(caller.loginId(), clock.instant()));
        if (attempts > LoginService.ATTEMPTS) {
            throw LoginService.stopped();
        }
        if (!factors.use(caller.accountId(), otp)) {
            throw wrong();
        }
        tx.run(session -> new LoginRepository(session).takeBackAttempt(caller.loginId()));
    }

    private static Caller self() {
        Caller caller = Callers.current();
        if (caller.actingOperator() != null) {
            throw new Forbidden("운영자는 고객의 2단계 인증을 바꿀 수 없습니다.", "An operator cannot change a customer's second factor.");
        }
        return caller;
    }

    private static Invalid wrong() {
        return new Invalid("otp", "인증 코드가 맞지 않습니다.", "The one-time code is wrong.");
    }
}
