package kr.dure.notification.internal.notice;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.persistence.internal.TestDatabase;
import org.junit.jupiter.api.Test;

/** Not a test by its name: `./dure bench notifications` runs it and reads its last lines. */
class NoticeBench {
    private static final int PEOPLE = 10_000;
    private static final int ROUNDS = 7;
    private static final int COUNTS = 5_000;
    private static final int BARE_ROWS = 40_000;

    private final TestNotice dure = new TestNotice();

    @Test
    void measure() throws Exception {
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(dure.person("p" + i + "@example.com", null));
        }
        UUID[] all = people.toArray(UUID[]::new);
        long[] stores = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            dure.send(TestNotice.QUIET, null, all);
            stores[round] = System.nanoTime() - from;
        }
        long[] counts = new long[COUNTS];
        for (int i = 0; i < COUNTS; i++) {
            UUID one = all[i % PEOPLE];
            long from = System.nanoTime();
            dure.as(one, dure.service::unread);
            counts[i] = System.nanoTime() - from;
        }
        long[] lists = new long[COUNTS];
        for (int i = 0; i < COUNTS; i++) {
            UUID one = all[i % PEOPLE];
            long from = System.nanoTime();
            dure.as(one, () -> dure.service.list(null, false, null, 50));
            lists[i] = System.nanoTime() - from;
        }
        System.out.printf(
                Locale.ROOT,
                "notices %d people: stored in %.0f ms (median of %d), worst %.0f ms%n",
                PEOPLE,
                at(stores, 50),
                ROUNDS,
                at(stores, 100));
        System.out.printf(Locale.ROOT, "unread count p50 %.2f ms, p99 %.2f ms%n", at(counts, 50), at(counts, 99));
        System.out.printf(Locale.ROOT, "list of 50 p50 %.2f ms, p99 %.2f ms%n", at(lists, 50), at(lists, 99));
        System.out.printf(
                Locale.ROOT,
                "machine: %d bare rows in one statement %.0f ms; 8 kB write and fsync %.2f ms%n",
                BARE_ROWS,
                bare(),
                fsync());
    }

    private static double at(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    /** As many rows as a notice makes, in a table without index and policy: the database's own limit. */
    private static double bare() throws SQLException {
        try (Connection connection = TestDatabase.shared().owner();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE public.bare (a uuid, b uuid, c text, d text, e timestamptz)");
            long from = System.nanoTime();
            statement.execute(
                    "INSERT INTO public.bare SELECT gen_random_uuid(), gen_random_uuid(), 'IN_APP', 'SENT', now()"
                            + " FROM generate_series(1, " + BARE_ROWS + ")");
            return (System.nanoTime() - from) / 1e6;
        }
    }

    private static double fsync() throws Exception {
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "fsync", "");
        long[] times = new long[200];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times.length; i++) {
                long from = System.nanoTime();
                channel.write(ByteBuffer.allocate(8192), 8192L * i);
                channel.force(true);
                times[i] = System.nanoTime() - from;
            }
        }
        Files.delete(file);
        return at(times, 50);
    }
}
