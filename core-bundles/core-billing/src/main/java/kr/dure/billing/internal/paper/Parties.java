package kr.dure.billing.internal.paper;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.request.Versions;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.BusinessNumber;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The two parties of a paper: the installation's supplier data and what a company set for its invoices. Changes add a
 * version; a paper shows the one of its day.
 */
@Component(service = Parties.class)
public final class Parties {
    public static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s,;<>\"]+\\.[^@\\s,;<>\".]{2,}");
    public static final Pattern PHONE = Pattern.compile("[0-9][0-9-]{6,18}[0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9][0-9-]{6,28}[0-9]");
    private static final int MAX_DEPOSITORS = 20;

    private final Tx tx;
    private final Clock clock;
    private final TenantDirectory tenants;

    @Activate
    public Parties(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference TenantDirectory tenants) {
        this.tx = tx;
        this.clock = clock;
        this.tenants = tenants;
    }

    /** The supplier of today; {@link Supplier#version} 0 when nothing was set. Not inside a transaction. */
    public Supplier supplier() {
        return supplier(clock.instant());
    }

    /** The supplier as it was, or the first one there was since. Not inside a transaction. */
    Supplier supplier(Instant at) {
        return Tenants.call(tenants.operator(), () -> tx.read(session -> supplier(session, at)));
    }

    private static Supplier supplier(Session session, Instant at) {
        return at(
                        session,
                        "SELECT name, business_number, sub_number, representative, address, business_type, business_item,"
                                + " phone, fax, email, bank, account, account_holder, version FROM billing.supplier",
                        at)
                .map(c -> new Supplier(
                        (String) c[0],
                        (String) c[1],
                        (String) c[2],
                        (String) c[3],
                        (String) c[4],
                        (String) c[5],
                        (String) c[6],
                        (String) c[7],
                        (String) c[8],
                        (String) c[9],
                        (String) c[10],
                        (String) c[11],
                        (String) c[12],
                        ((Number) c[13]).intValue()))
                .orElse(Supplier.NONE);
    }

    /** The last version until {@code at}, else the first. */
    private static Optional<Object[]> at(Session session, String sql, Instant at) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery(sql + " ORDER BY recorded_at <= ?1 DESC,"
                                        + " CASE WHEN recorded_at <= ?1 THEN -version ELSE version END")
                                .setParameter(1, at.atOffset(ZoneOffset.UTC))
                                .setMaxResults(1),
                        columns -> columns)
                .stream()
                .findFirst();
    }

    /** Sets the supplier. For the operator. */
    public Supplier setSupplier(Supplier given, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(given.name(), "name", 100);
        String number = BusinessNumber.normalise(given.businessNumber());
        checks.check(
                number != null,
                "businessNumber",
                "사업자등록번호가 올바르지 않습니다.",
                "The business registration number is not valid.");
        subNumber(checks, given.subNumber());
        checks.text(given.representative(), "representative", 60);
        checks.text(given.address(), "address", 200);
        optional(checks, given.businessType(), "businessType", 60);
        optional(checks, given.businessItem(), "businessItem", 60);
        pattern(checks, given.phone(), "phone", PHONE, true);
        pattern(checks, given.fax(), "fax", PHONE, false);
        pattern(checks, given.email(), "email", EMAIL, true);
        checks.text(given.bank(), "bank", 40);
        pattern(checks, given.account(), "account", ACCOUNT, true);
        checks.text(given.accountHolder(), "accountHolder", 60);
        checks.done();
        return tx.write(session -> {
            Supplier before = supplier(session, clock.instant());
            Versions.require(version, before.version());
            session.entities()
                    .createNativeQuery("INSERT INTO billing.supplier (version, recorded_at, name, business_number,"
                            + " sub_number, representative, address, business_type, business_item, phone, fax, email, bank,"
                            + " account, account_holder) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                            + " ?15)")
                    .setParameter(1, before.version() + 1)
                    .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                    .setParameter(3, given.name().strip())
                    .setParameter(4, number)
                    .setParameter(5, text(given.subNumber()))
                    .setParameter(6, given.representative().strip())
                    .setParameter(7, given.address().strip())
                    .setParameter(8, text(given.businessType()))
                    .setParameter(9, text(given.businessItem()))
                    .setParameter(10, text(given.phone()))
                    .setParameter(11, text(given.fax()))
                    .setParameter(12, text(given.email()))
                    .setParameter(13, given.bank().strip())
                    .setParameter(14, text(given.account()))
                    .setParameter(15, given.accountHolder().strip())
                    .executeUpdate();
            Supplier after = supplier(session, clock.instant());
            session.audit(
                    "billing.supplier",
                    null,
                    Map.of("supplier", before.toString()),
                    Map.of("supplier", after.toString()));
            return after;
        });
    }

    /** What the current tenant set. */
    public BillTo billTo() {
        return tx.read(session -> billTo(session, clock.instant()));
    }

    static BillTo billTo(Session session, Instant at) {
        return at(
                        session,
                        "SELECT sub_number, representative, address, business_type, business_item, email, email2,"
                                + " depositors, version FROM billing.bill_to",
                        at)
                .map(c -> new BillTo(
                        (String) c[0],
                        (String) c[1],
                        (String) c[2],
                        (String) c[3],
                        (String) c[4],
                        (String) c[5],
                        (String) c[6],
                        ((String) c[7]).lines().toList(),
                        ((Number) c[8]).intValue()))
                .orElse(BillTo.NONE);
    }

    public BillTo setBillTo(BillTo given, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        subNumber(checks, given.subNumber());
        optional(checks, given.representative(), "representative", 60);
        optional(checks, given.address(), "address", 200);
        optional(checks, given.businessType(), "businessType", 60);
        optional(checks, given.businessItem(), "businessItem", 60);
        pattern(checks, given.email(), "email", EMAIL, false);
        pattern(checks, given.email2(), "email2", EMAIL, false);
        List<String> depositors = given.depositors() == null ? List.of() : given.depositors();
        checks.check(
                depositors.size() <= MAX_DEPOSITORS,
                "depositors",
                "입금자명은 " + MAX_DEPOSITORS + "개까지입니다.",
                "There can be " + MAX_DEPOSITORS + " names at most.");
        for (int i = 0; i < depositors.size(); i++) {
            if (checks.text(depositors.get(i), "depositors[" + i + "]", 60)) {
                checks.check(
                        depositors.get(i).lines().count() == 1,
                        "depositors[" + i + "]",
                        "한 줄이어야 합니다.",
                        "It must be one line.");
            }
        }
        checks.done();
        return tx.write(session -> {
            BillTo before = billTo(session, clock.instant());
            Versions.require(version, before.version());
            session.entities()
                    .createNativeQuery("INSERT INTO billing.bill_to (version, recorded_at, sub_number, representative,"
                            + " address, business_type, business_item, email, email2, depositors)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
                    .setParameter(1, before.version() + 1)
                    .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                    .setParameter(3, text(given.subNumber()))
                    .setParameter(4, text(given.representative()))
                    .setParameter(5, text(given.address()))
                    .setParameter(6, text(given.businessType()))
                    .setParameter(7, text(given.businessItem()))
                    .setParameter(8, text(given.email()))
                    .setParameter(9, text(given.email2()))
                    .setParameter(
                            10,
                            String.join(
                                    "\n", depositors.stream().map(String::strip).toList()))
                    .executeUpdate();
            BillTo after = billTo(session, clock.instant());
            session.audit(
                    "billing.bill-to", null, Map.of("billTo", before.toString()), Map.of("billTo", after.toString()));
            return after;
        });
    }

    private static void subNumber(Invalid.Checks checks, String value) {
        checks.check(
                text(value).isEmpty() || text(value).matches("[0-9]{4}"),
                "subNumber",
                "종사업장번호는 숫자 4자리입니다.",
                "The number of the place of business has four digits.");
    }

    private static void optional(Invalid.Checks checks, String value, String field, int max) {
        checks.check(
                text(value).length() <= max,
                field,
                field + " 값은 " + max + "자를 넘을 수 없습니다.",
                field + " must not be longer than " + max + " characters.");
    }

    public static void pattern(Invalid.Checks checks, String value, String field, Pattern pattern, boolean required) {
        String text = text(value);
        checks.check(
                text.isEmpty()
                        ? !required
                        : text.length() <= 254 && pattern.matcher(text).matches(),
                field,
                field + " 값이 올바르지 않습니다.",
                field + " is not valid.");
    }

    public static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
