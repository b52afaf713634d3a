import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.YearMonth;

/**
 * Writes companies whose invoices have twelve lines each straight into the database, or looks at what was made of them.
 * Arguments: url, month, and how many companies, or {@code check}.
 */
public class BillingSeed {
    public static void main(String[] arguments) throws Exception {
        YearMonth month = YearMonth.parse(arguments[1]);
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            if (arguments[2].equals("check")) {
                check(statement, month);
            } else {
                seed(statement, month, Integer.parseInt(arguments[2]));
            }
        }
    }

    private static void seed(Statement statement, YearMonth month, int companies) throws Exception {
        String first = month.atDay(1).toString();
        String before = month.minusMonths(1).atDay(1).toString();
        statement.execute("CREATE TEMP TABLE company AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, "
                + companies + ") n");
        // The companies that signed up over HTTP live through the same.
        statement.execute("INSERT INTO platform.tenant (id, name, host, state, operator, opened_at)"
                + " SELECT id, 'Company ' || n, 'company' || n || '.localhost', 'OPEN', false, now() FROM company");
        statement.execute("INSERT INTO billing.subscription (tenant_id, id, registered_on, term, payment, auto_debit,"
                + " version) SELECT id, gen_random_uuid(), '" + before + "', 3, 'monthly', true, 1 FROM company");
        statement.execute("INSERT INTO billing.contract (tenant_id, id, term, starts_on, ends_on, payment, prepayment,"
                + " agreed_at, version) SELECT id, gen_random_uuid(), 3, '" + before + "', date '" + before
                + "' + 1094, 'monthly', 0, now(), 1 FROM company");
        statement.execute("INSERT INTO billing.debit_mandate (tenant_id, bank_code, account, account_tail, holder,"
                + " holder_number, agreed_at, agreed_by, version) SELECT id, '004', '-', '0000', '-', '-', now(), '-', 1"
                + " FROM company");
        seats(statement, "company", before, 0, 20, "SIGN_UP");
        lively(statement, "company", first);
        for (String product : new String[] {"groupware", "hr", "sms", "multidomain"}) {
            statement.execute("INSERT INTO billing.entitlement (tenant_id, id, product, quantity, started_at, version)"
                    + " SELECT id, gen_random_uuid(), '" + product + "', "
                    + (product.equals("groupware") || product.equals("hr") ? 20 : 0) + ", timestamptz '" + before
                    + " 10:00+09', 1 FROM company");
        }
        // Who has been a customer for a month has been indexed, and is not while the month is closed.
        statement.execute("INSERT INTO search.part (tenant_id, app, version, built_at, documents)"
                + " SELECT id, app, 1000, now(), 0 FROM company, unnest(ARRAY['approval', 'sms']) app");
        statement.execute("CREATE TEMP TABLE customer AS SELECT id FROM platform.tenant t WHERE NOT operator"
                + " AND NOT EXISTS (SELECT FROM company c WHERE c.id = t.id)");
        String running =
                YearMonth.parse(first.substring(0, 7)).plusMonths(1).atDay(1).toString();
        lively(statement, "customer", running);
        // As autovacuum does it: what is empty is not looked at, or plans would be made for tables that stay empty.
        statement.execute("ANALYZE platform.tenant, platform.usage, platform.holding, billing.subscription,"
                + " billing.contract, billing.debit_mandate, billing.seat_change, billing.entitlement");
    }

    /** What a month brings: seats come and go, domains, messages. */
    private static void lively(Statement statement, String whose, String first) throws Exception {
        seats(statement, whose, first, 4, 3, "ADDITION");
        seats(statement, whose, first, 11, 2, "ADDITION");
        seats(statement, whose, first, 19, 4, "ADDITION");
        seats(statement, whose, first, 24, -5, "REDUCTION");
        for (int domain = 0; domain < 2; domain++) {
            statement.execute(
                    "INSERT INTO platform.holding (tenant_id, meter, key, from_date) SELECT id, 'multidomain',"
                            + " 'host" + domain + "', date '" + first + "' + " + domain * 5 + " FROM " + whose);
        }
        for (String meter : new String[] {"sms", "sms.lms"}) {
            statement.execute(
                    "INSERT INTO platform.usage (tenant_id, meter, key, quantity, at, recorded_at) SELECT id, '"
                            + meter + "', 'use' || use, 1, at, at FROM " + whose
                            + ", generate_series(1, 50) use, LATERAL"
                            + " (SELECT timestamptz '" + first + " 10:00+09' + use * interval '10 hours' AS at) clock");
        }
    }

    private static void seats(Statement statement, String whose, String first, int day, int delta, String kind)
            throws Exception {
        statement.execute(
                "INSERT INTO billing.seat_change (tenant_id, id, on_date, delta, kind, recorded_at) SELECT id,"
                        + " gen_random_uuid(), date '" + first + "' + " + day + ", " + delta + ", '" + kind
                        + "', timestamptz '" + first + " 10:00+09' + interval '" + day + " days' FROM " + whose);
    }

    /** Prints how many FINAL invoices and lines there are, the fewest and most lines, and how many numbers are missing. */
    private static void check(Statement statement, YearMonth month) throws Exception {
        try (var rows = statement.executeQuery("SELECT count(*), sum(lines), min(lines), max(lines),"
                + " max(CAST(split_part(number, '-', 2) AS bigint)) - count(DISTINCT number) FROM (SELECT i.number,"
                + " count(*) AS lines FROM billing.invoice i JOIN billing.invoice_line l ON l.tenant_id = i.tenant_id"
                + " AND l.invoice_id = i.id WHERE i.month = '" + month
                + "' AND i.state = 'FINAL' GROUP BY i.id, i.number)"
                + " invoices")) {
            rows.next();
            System.out.println(rows.getLong(1) + " " + rows.getLong(2) + " " + rows.getLong(3) + " " + rows.getLong(4)
                    + " " + rows.getLong(5));
        }
    }
}
