package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.request.Versions;
import kr.dure.identity.Callers;
import kr.dure.identity.Secrets;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.BusinessNumber;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The current tenant's consent to auto-debit. The account number is kept sealed. */
@Component(service = Mandates.class)
public final class Mandates {
    private static final int TAIL = 4;

    private final Tx tx;
    private final Clock clock;
    private final Secrets secrets;

    @Activate
    public Mandates(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx, @Reference Clock clock, @Reference Secrets secrets) {
        this.tx = tx;
        this.clock = clock;
        this.secrets = secrets;
    }

    /** @throws NotFound when there is none */
    public Mandate get() {
        return tx.read(session -> find(session).orElseThrow(Mandates::absent));
    }

    private static NotFound absent() {
        return new NotFound("자동이체 계좌가 등록되지 않았습니다.", "No account for auto-debit is registered.");
    }

    /** Registers the account, or exchanges it. Collections that are under way go on with the old one. */
    public Mandate put(Mandate.Request request, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        String account = request.account() == null
                ? ""
                : request.account().replace("-", "").strip();
        String number = request.holderNumber() == null
                ? ""
                : request.holderNumber().replace("-", "").strip();
        checks.check(
                request.bankCode() != null && request.bankCode().matches("[0-9]{3}"),
                "bankCode",
                "은행 코드는 숫자 3자리입니다.",
                "The bank's code has three digits.");
        checks.check(
                account.matches("[0-9]{8,16}"), "account", "계좌번호는 숫자 8~16자리입니다.", "The account has 8 to 16 digits.");
        checks.text(request.holder(), "holder", 60);
        checks.check(
                number.matches("[0-9]{6}") || BusinessNumber.normalise(number) != null,
                "holderNumber",
                "예금주의 사업자등록번호 또는 생년월일 6자리가 필요합니다.",
                "The holder's business number or date of birth (six digits) is needed.");
        checks.done();
        return tx.write(session -> {
            Optional<Mandate> before = find(session);
            Versions.require(version, before.map(Mandate::version).orElse(0));
            String context = context();
            session.entities()
                    .createNativeQuery("INSERT INTO billing.debit_mandate (bank_code, account, account_tail, holder,"
                            + " holder_number, agreed_at, agreed_by, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)"
                            + " ON CONFLICT (tenant_id) DO UPDATE SET bank_code = excluded.bank_code,"
                            + " account = excluded.account, account_tail = excluded.account_tail,"
                            + " holder = excluded.holder, holder_number = excluded.holder_number,"
                            + " agreed_at = excluded.agreed_at, agreed_by = excluded.agreed_by,"
                            + " version = debit_mandate.version + 1")
                    .setParameter(1, request.bankCode())
                    .setParameter(2, secrets.seal(account, context))
                    .setParameter(3, account.substring(account.length() - TAIL))
                    .setParameter(4, request.holder().strip())
                    .setParameter(5, secrets.seal(number, context))
                    .setParameter(6, clock.instant().atOffset(ZoneOffset.UTC))
                    .setParameter(7, Callers.current().loginId())
                    .executeUpdate();
            Mandate after = find(session).orElseThrow();
            session.audit(
                    "billing.debit-mandate", null, before.map(Mandates::facts).orElse(Map.of()), facts(after));
            return after;
        });
    }

    /** Takes the consent back. */
    public void remove(Integer version) {
        tx.run(session -> {
            Mandate before = find(session).orElseThrow(Mandates::absent);
            Versions.require(version, before.version());
            session.entities()
                    .createNativeQuery("DELETE FROM billing.debit_mandate")
                    .executeUpdate();
            session.audit("billing.debit-mandate", null, facts(before), Map.of());
        });
    }

    private static Map<String, ?> facts(Mandate mandate) {
        return Map.of("bank", mandate.bankCode(), "account", mandate.account(), "holder", mandate.holder());
    }

    private static String context() {
        return "debit-mandate/" + Tenants.current().id();
    }

    private static Optional<Mandate> find(Session session) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        "SELECT bank_code, account_tail, holder, agreed_at, agreed_by, version"
                                                + " FROM billing.debit_mandate"),
                        columns -> new Mandate(
                                (String) columns[0],
                                "****" + columns[1],
                                (String) columns[2],
                                Rows.instant(columns[3]),
                                (String) columns[4],
                                ((Number) columns[5]).intValue()))
                .stream()
                .findFirst();
    }
}
