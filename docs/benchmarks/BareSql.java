import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** The machine's own limit for SQL: prepared selects and durable single-row inserts. Arguments: url, seconds, connections. */
public class BareSql {
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int seconds = Integer.parseInt(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS bench_bare (id uuid PRIMARY KEY, name text NOT NULL)");
            statement.execute("INSERT INTO bench_bare SELECT gen_random_uuid(), 'x' FROM generate_series(1, 1000)");
        }
        UUID known;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM bench_bare LIMIT 1")) {
            rows.next();
            known = rows.getObject(1, UUID.class);
        }
        System.out.println(
                "select " + measure(url, seconds, connections, "SELECT name FROM bench_bare WHERE id = ?", known));
        System.out.println(
                "insert " + measure(url, seconds, connections, "INSERT INTO bench_bare VALUES (?, 'y')", null));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE bench_bare");
        }
    }

    private static long measure(String url, int seconds, int connections, String sql, UUID id) throws Exception {
        LongAdder done = new LongAdder();
        CountDownLatch ready = new CountDownLatch(connections);
        long[] end = {Long.MAX_VALUE};
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            threads[i] = new Thread(() -> {
                try (Connection connection = DriverManager.getConnection(url);
                        PreparedStatement statement = connection.prepareStatement(sql)) {
                    ready.countDown();
                    ready.await();
                    while (System.nanoTime() < end[0]) {
                        statement.setObject(1, id == null ? UUID.randomUUID() : id);
                        if (statement.execute()) {
                            statement.getResultSet().next();
                        }
                        done.increment();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            end[0] = System.nanoTime() + seconds * 1_000_000_000L;
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.sum() / seconds;
    }
}
