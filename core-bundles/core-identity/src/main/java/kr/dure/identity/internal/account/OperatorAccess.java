package kr.dure.identity.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.Instants;
import kr.dure.identity.internal.Rows;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The operator acts inside a tenant only while the tenant's recorded consent lasts, as the administrator who gave it;
 * both names stand in the tenant's audit log.
 */
@Component(service = OperatorAccess.class)
public final class OperatorAccess {
    private static final Duration MAX_CONSENT = Duration.ofDays(7);
    private static final Duration TICKET = Duration.ofMinutes(5);
    private static final Duration STAY = Duration.ofHours(1);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectory tenants;
    private final LoginService logins;
    private final IdentitySettings settings;

    @Activate
    public OperatorAccess(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectory tenants,
            @Reference LoginService logins) {
        this(tx, ids, clock, tenants, logins, IdentitySettings.fromSystem());
    }

    OperatorAccess(
            Tx tx, Ids ids, Clock clock, TenantDirectory tenants, LoginService logins, IdentitySettings settings) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
        this.logins = logins;
        this.settings = settings;
    }

    /**
     * A tenant's consent.
     *
     * @param grantedBy the administrator as whom the operator acts
     * @param withdrawnAt null while it stands
     */
    public record Consent(
            UUID id, String grantedBy, String reason, Instant grantedAt, Instant until, Instant withdrawnAt) {}

    /** @param until at most a week ahead */
    public record NewConsent(String reason, Instant until) {}

    /** @param reason why the operator enters, for the tenant's audit log */
    public record NewEntry(String reason) {}

    /** @param ticket to be redeemed at {@code POST /api/auth/operator-entries} of the tenant's own host, once */
    public record Entry(String url, String ticket, Instant expiresAt) {}

    Consent grant(NewConsent request) {
        Caller caller = Callers.current();
        if (caller.actingOperator() != null) {
            throw new Forbidden("운영자는 스스로 접속을 허용할 수 없습니다.", "An operator cannot let himself in.");
        }
        Authority.requireAdministrator();
        Instant now = clock.instant();
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(request.reason(), "reason", 500);
        checks.check(
                request.until() != null
                        && request.until().isAfter(now)
                        && !request.until().isAfter(now.plus(MAX_CONSENT)),
                "until",
                "지금부터 7일 안의 시각이어야 합니다.",
                "It must be within seven days from now.");
        checks.done();
        return tx.write(session -> {
            UUID id = ids.next();
            session.entities()
                    .createNativeQuery("INSERT INTO identity.operator_consent"
                            + " (id, account_id, reason, granted_at, until) VALUES (?1, ?2, ?3, ?4, ?5)")
                    .setParameter(1, id)
                    .setParameter(2, caller.accountId())
                    .setParameter(3, request.reason().strip())
                    .setParameter(4, now.atOffset(ZoneOffset.UTC))
                    .setParameter(5, request.until().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            session.audit(
                    "identity.operator-access.granted",
                    id.toString(),
                    request.reason().strip());
            return new Consent(id, caller.loginId(), request.reason().strip(), now, request.until(), null);
        });
    }

    Page<Consent> list() {
        return new Page<>(
                tx.read(session -> consents(session, "ORDER BY c.id DESC LIMIT 100").stream()
                        .map(Standing::consent)
                        .toList()),
                null);
    }

    private record Standing(Consent consent, UUID account) {}

    private static List<Standing> consents(Session session, String rest) {
        return Rows.of(
                session.entities()
                        .createNativeQuery(
                                "SELECT c.id, a.login_id, c.reason, c.granted_at, c.until, c.withdrawn_at, c.account_id"
                                        + " FROM identity.operator_consent c JOIN identity.account a"
                                        + " ON a.tenant_id = c.tenant_id AND a.id = c.account_id " + rest),
                columns -> {
                    return new Standing(
                            new Consent(
                                    (UUID) columns[0],
                                    (String) columns[1],
                                    (String) columns[2],
                                    Instants.of(columns[3]),
                                    Instants.of(columns[4]),
                                    Instants.of(columns[5])),
                            (UUID) columns[6]);
                });
    }

    /** Takes the consent back and shows operators who are inside the door. */
    void withdraw(UUID id) {
        tx.run(session -> {
            int changed = session.entities()
                    .createNativeQuery("UPDATE identity.operator_consent SET withdrawn_at = ?2"
                            + " WHERE id = ?1 AND withdrawn_at IS NULL")
                    .setParameter(1, id)
                    .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            if (changed == 0) {
                throw new NotFound("그런 허용이 없습니다.", "There is no such consent.");
            }
            new LoginRepository(session).endOperators();
            session.audit("identity.operator-access.withdrawn", id.toString(), null);
        });
        logins.forgetSessions();
    }

    /** The operator asks for an entry into a tenant; called on the operator's host. */
    public Entry open(UUID tenantId, NewEntry request) {
        Caller operator = Callers.current();
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(request.reason(), "reason", 500);
        checks.done();
        Tenant tenant = tenants.find(tenantId)
                .filter(found -> !found.operator())
                .orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
        Instant now = clock.instant();
        String ticket = Tokens.next();
        tx.run(session -> session.audit(
                "operator.entry", tenantId.toString(), request.reason().strip()));
        return Tenants.call(
                tenant,
                () -> tx.write(session -> {
                    Standing standing = standing(session, now)
                            .orElseThrow(() -> new Problem(
                                    403,
                                    "consent-required",
                                    new Text("고객의 동의가 필요합니다", "The customer's consent is required"),
                                    new Text(
                                            "고객사의 관리자가 운영자 접속을 허용해야 들어갈 수 있습니다.",
                                            "An administrator of the company must let the operator in first.")));
                    session.entities()
                            .createNativeQuery("INSERT INTO identity.operator_entry"
                                    + " (id, consent_id, ticket_hash, operator_login, reason, expires_at)"
                                    + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                            .setParameter(1, ids.next())
                            .setParameter(2, standing.consent().id())
                            .setParameter(3, Tokens.hash(ticket))
                            .setParameter(4, operator.loginId())
                            .setParameter(5, request.reason().strip())
                            .setParameter(6, now.plus(TICKET).atOffset(ZoneOffset.UTC))
                            .executeUpdate();
                    session.audit(
                            "identity.operator.announced",
                            operator.loginId(),
                            request.reason().strip());
                    return new Entry(settings.url(tenant.host()), ticket, now.plus(TICKET));
                }));
    }

    private static Optional<Standing> standing(Session session, Instant now) {
        return consents(session, "WHERE c.withdrawn_at IS NULL ORDER BY c.until DESC LIMIT 50").stream()
                .filter(found -> now.isBefore(found.consent().until()))
                .findFirst();
    }

    /** Redeems a ticket, once, while the consent still stands; called on the tenant's host. */
    LoginService.Login enter(String ticket) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(ticket, "ticket", 100);
        checks.done();
        Instant now = clock.instant();
        // One transaction: whoever withdraws the consent meanwhile waits, and then ends this session, too.
        return tx.write(session -> {
            List<?> rows = session.entities()
                    .createNativeQuery(
                            "SELECT e.id, e.operator_login, e.expires_at, e.consent_id"
                                    + " FROM identity.operator_entry e WHERE e.ticket_hash = ?1 AND e.used_at IS NULL FOR UPDATE")
                    .setParameter(1, Tokens.hash(ticket))
                    .getResultList();
            if (rows.isEmpty() || !now.isBefore(Instants.of(((Object[]) rows.get(0))[2]))) {
                throw new Conflict("쓸 수 없는 입장권입니다. 다시 요청해 주세요.", "This ticket holds no more. Please ask for another.");
            }
            Object[] entry = (Object[]) rows.get(0);
            Standing standing = consents(session, "WHERE c.withdrawn_at IS NULL ORDER BY c.id FOR SHARE OF c").stream()
                    .filter(candidate -> candidate.consent().id().equals(entry[3]))
                    .filter(candidate -> now.isBefore(candidate.consent().until()))
                    .findFirst()
                    .orElseThrow(() -> new Conflict("고객의 동의가 끝났습니다.", "The customer's consent has ended."));
            session.entities()
                    .createNativeQuery("UPDATE identity.operator_entry SET used_at = ?2 WHERE id = ?1")
                    .setParameter(1, entry[0])
                    .setParameter(2, now.atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            AccountEntity account = new AccountRepository(session).get(standing.account());
            Instant stay = now.plus(STAY);
            Instant until = standing.consent().until();
            return logins.open(
                    account, account.loginId(), null, (String) entry[1], stay.isBefore(until) ? stay : until);
        });
    }
}
