import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * The machine's own limit for whole documents: what e-approval must keep of one, and no more, by prepared statements of one
 * durable transaction for each of its four requests. No HTTP, no login, no rules, no row security, no search, no paper.
 * Arguments: url, seconds, connections.
 */
public class BareDocuments {
    private static final String[] TABLES = {
        "document (id uuid PRIMARY KEY, title text, content text, state text, version int, number text)",
        "step (id uuid PRIMARY KEY, document_id uuid, account_id uuid, state text, box text, acted_at timestamptz)",
        "history (id uuid PRIMARY KEY, document_id uuid, version int, act text, actor text, at timestamptz)",
        "notice (id uuid PRIMARY KEY, subject text, link text)",
        "notice_entry (account_id uuid, notice_id uuid, PRIMARY KEY (account_id, notice_id))",
        "outbox (seq bigserial PRIMARY KEY, type text, body text)",
        "counter (scope text PRIMARY KEY, last int)",
        "register (number text PRIMARY KEY, document_id uuid)"
    };

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int seconds = Integer.parseInt(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        run(url, "DROP SCHEMA IF EXISTS bench_documents CASCADE", "CREATE SCHEMA bench_documents");
        for (String table : TABLES) {
            run(url, "CREATE TABLE bench_documents." + table);
        }
        run(
                url,
                "CREATE INDEX ON bench_documents.step (document_id)",
                "CREATE INDEX ON bench_documents.step (account_id, box)",
                "CREATE UNIQUE INDEX ON bench_documents.history (document_id, version)",
                "INSERT INTO bench_documents.counter VALUES ('form', 0)");
        LongAdder done = new LongAdder();
        CountDownLatch ready = new CountDownLatch(connections);
        long warm = System.nanoTime() + 5_000_000_000L;
        long end = warm + seconds * 1_000_000_000L;
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            threads[i] = new Thread(() -> {
                try (Documents documents = new Documents(url)) {
                    ready.countDown();
                    ready.await();
                    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                        documents.whole();
                        if (now >= warm) {
                            done.increment();
                        }
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("documents " + done.sum() / seconds);
        run(url, "DROP SCHEMA bench_documents CASCADE");
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** One connection and its statements. */
    private static final class Documents implements AutoCloseable {
        private static final UUID SOMEBODY = UUID.randomUUID();

        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new HashMap<>();

        Documents(String url) throws SQLException {
            connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            connection.setSchema("bench_documents");
        }

        void whole() throws SQLException {
            UUID document = UUID.randomUUID();
            UUID first = UUID.randomUUID();
            UUID second = UUID.randomUUID();
            run("INSERT INTO document VALUES (?, 'title', '{\"body\":\"content\"}', 'DRAFT', 1)", document);
            run("INSERT INTO step VALUES (?, ?, ?, 'WAITING')", first, document, SOMEBODY);
            run("INSERT INTO step VALUES (?, ?, ?, 'WAITING')", second, document, SOMEBODY);
            connection.commit();

            act(document, 1, "submit", first);
            tell();
            connection.commit();

            act(document, 2, "approve", first);
            run("UPDATE step SET state = 'ACTIVE', box = 'waiting' WHERE id = ?", second);
            tell();
            connection.commit();

            act(document, 3, "approve", second);
            int serial = number("UPDATE counter SET last = last + 1 WHERE scope = ? RETURNING last", "form");
            run("INSERT INTO register VALUES (?, ?)", "2026-" + serial, document);
            run("UPDATE document SET number = ? WHERE id = ?", "2026-" + serial, document);
            tell();
            connection.commit();
        }

        private void act(UUID document, int version, String act, UUID step) throws SQLException {
            number("SELECT version FROM document WHERE id = ? FOR UPDATE", document);
            run("SELECT * FROM step WHERE document_id = ?", document);
            run("UPDATE document SET state = 'IN_PROGRESS', version = version + 1 WHERE id = ?", document);
            run("UPDATE step SET state = 'APPROVED', box = 'done', acted_at = now() WHERE id = ?", step);
            run("INSERT INTO history VALUES (?, ?, ?, ?, 'name', now())", UUID.randomUUID(), document, version, act);
        }

        private void tell() throws SQLException {
            UUID notice = UUID.randomUUID();
            run("INSERT INTO notice VALUES (?, 'subject', '/link')", notice);
            run("INSERT INTO notice_entry VALUES (?, ?)", SOMEBODY, notice);
            run("INSERT INTO outbox (type, body) VALUES (?, '{}')", "notice-sent");
        }

        private PreparedStatement prepared(String sql, Object... values) throws SQLException {
            PreparedStatement statement = statements.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                statements.put(sql, statement);
            }
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        }

        private void run(String sql, Object... values) throws SQLException {
            prepared(sql, values).execute();
        }

        private int number(String sql, Object value) throws SQLException {
            try (ResultSet rows = prepared(sql, value).executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
