package kr.dure.billing.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.QuotedPrices.Quoted;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Session;

/**
 * What happened to the current tenant that a month's price goes by, read in one statement: a closing asks it of every
 * company.
 *
 * @param registeredOn when it signed up, or null
 * @param autoDebit whether an account is registered for auto-debit, which decides about its discount (B3)
 * @param invoice the id of the month's invoice, or null
 * @param finalInvoice whether that is FINAL
 * @param changeDue whether a change of services that takes effect up to the month's end is not carried out yet
 * @param seatChanges all of them
 * @param entitled all of its products
 * @param domains the extra domains of the month (B4)
 * @param uncharged what was counted in the month and stands on no FINAL invoice, by meter
 * @param lateMonths earlier months of which uses may have come to light after their invoice, or, where there is none,
 *     after they were closed
 * @param quoted the prices that it was quoted and ordered
 */
record MonthFacts(
        LocalDate registeredOn,
        boolean autoDebit,
        UUID invoice,
        boolean finalInvoice,
        boolean changeDue,
        List<SeatChange> seatChanges,
        List<Entitled> entitled,
        List<Held> domains,
        Map<String, Long> uncharged,
        List<YearMonth> lateMonths,
        QuotedPrices quoted) {
    private static final String SQL = "SELECT 'SEATS' AS fact, CAST(on_date AS text), kind, CAST(NULL AS text), delta,"
            + " recorded_at, CAST(NULL AS timestamptz) FROM billing.seat_change"
            + " UNION ALL SELECT 'SUBSCRIPTION', CAST(registered_on AS text), NULL, NULL, CAST(EXISTS (SELECT FROM billing.debit_mandate) AS integer),"
            + " NULL, NULL FROM billing.subscription"
            + " UNION ALL SELECT 'QUOTED', quote || ' ' || month, until_month, products, NULL, NULL, NULL"
            + " FROM billing.quoted_price"
            + " UNION ALL SELECT 'INVOICE', CAST(id AS text), state, NULL, NULL, NULL, NULL FROM billing.invoice"
            + " WHERE month = ?"
            + " UNION ALL SELECT 'CHANGE', NULL, NULL, NULL, NULL, NULL, NULL FROM billing.service_request"
            + " WHERE state = 'SCHEDULED' AND effective_on <= ?"
            + " UNION ALL SELECT 'PRODUCT', product, NULL, NULL, quantity, started_at, ended_at FROM billing.entitlement"
            + " UNION ALL SELECT 'HELD', key, CAST(from_date AS text), CAST(last_date AS text), NULL, NULL, NULL"
            + " FROM platform.holding WHERE meter = ? AND from_date <= ? AND (last_date IS NULL OR last_date >= ?)"
            + " UNION ALL SELECT 'USED', meter, NULL, NULL, CAST(sum(quantity) AS bigint), NULL, NULL FROM platform.usage"
            + " WHERE at >= ? AND at < ? GROUP BY meter"
            + " UNION ALL SELECT 'CHARGED', meter, NULL, NULL, CAST(sum(quantity) AS bigint), NULL, NULL"
            + " FROM billing.charged_usage WHERE month = ? GROUP BY meter"
            // Only what was written down in a later month than its own comes into question, which is little.
            + " UNION ALL SELECT DISTINCT 'LATE', late.month, NULL, NULL, CAST(NULL AS bigint), CAST(NULL AS timestamptz),"
            + " CAST(NULL AS timestamptz) FROM (SELECT to_char(at AT TIME ZONE 'Asia/Seoul', 'YYYY-MM') AS month,"
            + " recorded_at FROM platform.usage WHERE at < ?"
            + " AND date_trunc('month', recorded_at AT TIME ZONE 'Asia/Seoul')"
            + " > date_trunc('month', at AT TIME ZONE 'Asia/Seoul')) late"
            + " LEFT JOIN billing.invoice i ON i.month = late.month"
            // A transaction that was under way while the invoice was made is not seen by it.
            + " WHERE i.state = 'FINAL' AND late.recorded_at >= i.issued_at - interval '1 hour'"
            + " OR i.id IS NULL AND late.month < ?";

    static MonthFacts read(Session session, YearMonth month) {
        return Sql.call(session, SQL, statement -> {
            OffsetDateTime start = UsageRepository.start(month);
            set(
                    statement,
                    month.toString(),
                    month.atEndOfMonth(),
                    PricePolicy.MULTIDOMAIN,
                    month.atEndOfMonth(),
                    month.atDay(1),
                    start,
                    UsageRepository.start(month.plusMonths(1)),
                    month.toString(),
                    start,
                    month.minusMonths(1).toString());
            try (ResultSet rows = statement.executeQuery()) {
                return new Reading().of(rows);
            }
        });
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** The rows, one fact each: kind, three texts, a number, two times. */
    private static final class Reading {
        private static final int NUMBER = 5;
        private static final int FROM = 6;
        private static final int UNTIL = 7;

        private LocalDate registeredOn;
        private boolean autoDebit;
        private UUID invoice;
        private boolean finalInvoice;
        private boolean changeDue;
        private final List<SeatChange> seatChanges = new ArrayList<>();
        private final List<Entitled> entitled = new ArrayList<>();
        private final List<Held> domains = new ArrayList<>();
        private final Map<String, Long> counted = new TreeMap<>();
        private final Map<String, Long> charged = new TreeMap<>();
        private final List<YearMonth> lateMonths = new ArrayList<>();
        private final List<Quoted> quoted = new ArrayList<>();

        MonthFacts of(ResultSet rows) throws SQLException {
            while (rows.next()) {
                read(rows);
            }
            charged.forEach((meter, quantity) -> counted.computeIfPresent(meter, (name, all) -> all - quantity));
            counted.values().removeIf(left -> left <= 0);
            return new MonthFacts(
                    registeredOn,
                    autoDebit,
                    invoice,
                    finalInvoice,
                    changeDue,
                    seatChanges,
                    entitled,
                    domains,
                    counted,
                    lateMonths,
                    new QuotedPrices(quoted));
        }

        private void read(ResultSet row) throws SQLException {
            String text = row.getString(2);
            switch (row.getString(1)) {
                case "SEATS" ->
                    seatChanges.add(new SeatChange(
                            LocalDate.parse(text),
                            row.getLong(NUMBER),
                            row.getString(3).equals("SIGN_UP"),
                            instant(row, FROM)));
                case "SUBSCRIPTION" -> {
                    registeredOn = LocalDate.parse(text);
                    autoDebit = row.getLong(NUMBER) == 1;
                }
                case "QUOTED" -> {
                    String[] quote = text.split(" ");
                    quoted.add(Quoted.of(quote[0], quote[1], row.getString(3), row.getString(4)));
                }
                case "INVOICE" -> {
                    invoice = UUID.fromString(text);
                    finalInvoice = row.getString(3).equals(Invoice.State.FINAL.name());
                }
                case "CHANGE" -> changeDue = true;
                case "PRODUCT" ->
                    entitled.add(new Entitled(text, row.getLong(NUMBER), instant(row, FROM), instant(row, UNTIL)));
                case "HELD" -> {
                    String last = row.getString(4);
                    domains.add(new Held(
                            text, LocalDate.parse(row.getString(3)), last == null ? null : LocalDate.parse(last)));
                }
                case "USED" -> counted.put(text, row.getLong(NUMBER));
                case "CHARGED" -> charged.put(text, row.getLong(NUMBER));
                default -> lateMonths.add(YearMonth.parse(text));
            }
        }

        private static Instant instant(ResultSet row, int column) throws SQLException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    }
}
