package kr.dure.persistence.internal.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code ./dure backup}: a process of its own that copies the installation while it serves. The embedded database's
 * folder is copied between {@code pg_backup_start} and {@code pg_backup_stop} with the log written meanwhile, so that
 * what is restored is the moment at which copying the database ended; everything committed before is in it. Then come
 * the files: each was durable before the row that names it, is never changed, and none is deleted while the backup holds
 * {@link #HOLD}. So every row of that moment finds its file. Needs nothing but this bundle and the driver.
 */
public final class Backup {
    /** What the server makes anew, or must not find (PostgreSQL's manual, "Making a Base Backup"). */
    private static final Set<String> WITHOUT_CONTENT = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");
    private static final Set<String> NOT_OF_THE_DATA = Set.of("postgresql", "karaf", "lock", "pid", "demo");
    private static final String HEADS = "audit-heads.log";
    private static final String FILES = "files";

    /** An advisory lock of the database: who deletes objects of files shares it, a backup has it alone. */
    private static final String HOLD = "hashtext('dure.files'), 1";

    private static final String CLUSTER = "postgresql/cluster/";
    private static final int SEGMENT_NAME = 24;

    private final Path data;
    private final Path files;
    private final PrintStream out;
    private long expected;
    private int shown = -1;

    private Backup(Path data, Path files, PrintStream out) {
        this.data = data;
        this.files = files;
        this.out = out;
    }

    /**
     * @param args the data folder, the file or folder to write to, the number of the data folder's format; the settings
     *     {@code DURE_DATABASE_URL}, {@code DURE_FILES} and {@code DURE_S3_URL} as the server has them
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean external = System.getenv("DURE_DATABASE_URL") != null;
        Path data = Path.of(args[0]);
        String elsewhere = System.getenv("DURE_FILES");
        Path files = elsewhere == null || elsewhere.isBlank() ? data.resolve(FILES) : Path.of(elsewhere);
        System.exit(run(data, files, Path.of(args[1]).toAbsolutePath(), args[2], external, out));
    }

    /**
     * Makes a backup, and prints how far it is.
     *
     * @param files where the contents of files lie
     * @param target the file to write, or a folder in which it gets a name that says when
     * @return the exit code: 0 when the backup is whole and durable
     */
    static int run(Path data, Path files, Path target, String format, boolean external, PrintStream out) {
        Path file = target;
        if (Files.isDirectory(target)) {
            String now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
            file = target.resolve("dure-" + now + ".zip");
        }
        try (Archive archive = new Archive(file)) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("format", format);
            facts.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            new Backup(data, files, out).write(archive, external, facts);
            archive.finish(facts);
        } catch (IOException | SQLException e) {
            out.println();
            out.println("No backup was made: " + (e instanceof NoSuchFileException ? "no such file: " : "")
                    + e.getMessage());
            return 1;
        }
        out.println();
        out.println("Backup: " + file);
        if (external) {
            out.println("The database is NOT in it, for it is your own. A dump of it belongs to this file when it was"
                    + " taken before, within a day: files come after the rows that name them.");
        }
        return 0;
    }

    private void write(Archive archive, boolean external, Map<String, String> facts) throws IOException, SQLException {
        // Before the database: what the file says of the audit log is true of every later state of it.
        if (Files.exists(data.resolve(HEADS))) {
            add(archive, HEADS, data.resolve(HEADS));
        }
        facts.put("database", external ? "external" : "embedded");
        if (external) {
            folders(archive);
            return;
        }
        Path home = data.resolve("postgresql");
        try (Connection connection = connect(home)) {
            // Waits for what is being deleted; given back with the connection, however that ends.
            one(connection, "SELECT pg_advisory_lock(" + HOLD + ")::text");
            requireFiles(connection);
            database(archive, facts, home, connection);
            folders(archive);
        }
    }

    /** After the database: a file is there before the row that names it. */
    private void folders(Archive archive) throws IOException {
        try (Stream<Path> children = Files.list(data)) {
            for (Path child : children.sorted().toList()) {
                String name = child.getFileName().toString();
                if (!NOT_OF_THE_DATA.contains(name) && !name.equals(HEADS) && !name.equals(FILES)) {
                    tree(archive, name, child);
                }
            }
        }
        if (Files.isDirectory(files)) {
            tree(archive, FILES, files);
        }
    }

    /** Not a backup without the files because nobody said where they are. */
    private void requireFiles(Connection connection) throws IOException, SQLException {
        boolean kept = "true".equals(one(connection, "SELECT (to_regclass('storage.part') IS NOT NULL)::text"))
                && "true".equals(one(connection, "SELECT (EXISTS (SELECT FROM storage.part))::text"));
        String bucket = System.getenv("DURE_S3_URL");
        if (bucket != null && !bucket.isBlank()) {
            out.println("The contents of files are NOT in it, for they lie in a bucket (DURE_S3_URL); have that keep"
                    + " deleted objects for a while.");
        } else if (kept && !Files.isDirectory(files)) {
            throw new IOException("the contents of files are not in " + files
                    + "; name their place with DURE_FILES or DURE_S3_URL as the server has it");
        }
    }

    private void database(Archive archive, Map<String, String> facts, Path home, Connection connection)
            throws IOException, SQLException {
        Path cluster = home.resolve("cluster");
        facts.put("postgresql", Files.readString(cluster.resolve("PG_VERSION")).strip());
        facts.put("system", one(connection, "SELECT system_identifier::text FROM pg_control_system()"));
        expected = Long.parseLong(one(connection, "SELECT sum(pg_database_size(oid))::bigint::text FROM pg_database"));
        // Keeps the log from now on; gone with this connection, however it ends.
        one(
                connection,
                "SELECT slot_name::text FROM pg_create_physical_replication_slot('dure_backup_"
                        + ProcessHandle.current().pid() + "', true, true)");
        String start = one(
                connection,
                "SELECT pg_walfile_name(lsn) || ' ' || lsn FROM" + " pg_backup_start('dure', fast => true) AS lsn");
        add(archive, "postgresql/password", home.resolve("password"));
        files(archive, cluster);
        // Last, like pg_basebackup: it says what the other files are to be read with.
        archive.add(CLUSTER + "global/pg_control", new ByteArrayInputStream(control(cluster)));
        String[] stop;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT lsn::text, labelfile, spcmapfile, pg_walfile_name(lsn)"
                        + " FROM pg_backup_stop(wait_for_archive => false)")) {
            row.next();
            stop = new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)};
        }
        if (stop[2] != null && !stop[2].isBlank()) {
            throw new IOException("tablespaces outside the data folder are not backed up by this command");
        }
        archive.add(CLUSTER + "backup_label", new ByteArrayInputStream(stop[1].getBytes(StandardCharsets.UTF_8)));
        log(archive, cluster, start.split(" ")[0], stop[3]);
        facts.put("start", start.split(" ")[1]);
        facts.put("stop", stop[0]);
    }

    private static Connection connect(Path home) throws IOException, SQLException {
        Path pid = home.resolve("cluster").resolve("postmaster.pid");
        List<String> lines = Files.exists(pid) ? Files.readAllLines(pid) : List.of();
        if (lines.size() < 4) {
            throw new IOException("no server with an embedded database uses " + home.getParent()
                    + ". Start it; for a database of your own name it with --database-url");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/postgres");
        source.setUser("dure_owner");
        source.setPassword(Files.readString(home.resolve("password")).strip());
        source.setApplicationName("dure backup");
        return source.getConnection();
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** The cluster's files but the log and {@code pg_control}; what vanishes meanwhile was dropped and is in the log. */
    private void files(Archive archive, Path cluster) throws IOException {
        try (Stream<Path> paths = Files.walk(cluster)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = cluster.relativize(path).toString();
                String top = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
                String last = path.getFileName().toString();
                if (name.isEmpty()
                        || LEFT_OUT.contains(last)
                        || last.startsWith("pgsql_tmp")
                        || name.contains("/pgsql_tmp")
                        || name.equals("global/pg_control")) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    if (top.equals(name) || !WITHOUT_CONTENT.contains(top) || name.startsWith("pg_wal/")) {
                        archive.addFolder(CLUSTER + name);
                    }
                } else if (Files.isSymbolicLink(path)) {
                    throw new IOException("a symbolic link in the database's folder: " + path);
                } else if (!WITHOUT_CONTENT.contains(top)) {
                    add(archive, CLUSTER + name, path);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Small enough to be read at once, and read again until it did not change under the reader. */
    private static byte[] control(Path cluster) throws IOException {
        Path file = cluster.resolve("global/pg_control");
        byte[] before = Files.readAllBytes(file);
        while (true) {
            byte[] again = Files.readAllBytes(file);
            if (Arrays.equals(before, again)) {
                return again;
            }
            before = again;
        }
    }

    /** The segments of the write-ahead log from the backup's start to its stop. */
    private void log(Archive archive, Path cluster, String first, String last) throws IOException {
        boolean begun = false;
        boolean ended = false;
        try (Stream<Path> segments = Files.list(cluster.resolve("pg_wal"))) {
            for (Path segment : segments.sorted().toList()) {
                String name = segment.getFileName().toString();
                boolean wanted =
                        name.length() == SEGMENT_NAME && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
                if (wanted || name.endsWith(".history")) {
                    add(archive, CLUSTER + "pg_wal/" + name, segment);
                }
                begun |= name.equals(first);
                ended |= name.equals(last);
            }
        }
        if (!begun || !ended) {
            throw new IOException("the database's log from " + first + " to " + last + " is not complete");
        }
    }

    private void tree(Archive archive, String name, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            out.println("Left out, for it is a symbolic link: " + path);
        } else if (Files.isDirectory(path)) {
            archive.addFolder(name);
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.sorted().toList()) {
                    tree(archive, name + "/" + child.getFileName(), child);
                }
            }
        } else if (Files.isRegularFile(path) && !(name.startsWith(FILES + "/") && name.endsWith(".part"))) {
            add(archive, name, path); // but what is still being written
        }
    }

    private void add(Archive archive, String name, Path path) throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(path);
        } catch (NoSuchFileException gone) {
            return;
        }
        try (in) {
            archive.add(name, in);
        }
        int percent = expected == 0 ? 0 : (int) Math.min(99, archive.bytes() * 100 / expected);
        if (percent / 10 > shown) {
            shown = percent / 10;
            out.println("  " + percent + " %");
        }
    }
}
