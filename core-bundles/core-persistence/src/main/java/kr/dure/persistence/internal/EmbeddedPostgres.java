package kr.dure.persistence.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server as a child process with a durable folder. It runs in a session of its own, so that Ctrl-C does
 * not reach it before the platform has stopped; after a crash of the platform the orphan is taken over.
 */
final class EmbeddedPostgres implements AutoCloseable {
    static final String OWNER = "dure_owner";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final Path cluster;
    private final Path binaries;
    private final String password;
    private final List<String> asUser;
    private int port;
    private volatile ProcessHandle server;
    private volatile boolean closing;

    /**
     * Starts the server, or takes over the one that a killed platform left behind.
     *
     * @param home the folder for binaries, cluster and password
     * @param archives where the archive of binaries is found
     */
    EmbeddedPostgres(Path home, ClassLoader archives) {
        this.home = home;
        this.cluster = home.resolve("cluster");
        this.binaries = home.resolve("binaries");
        try {
            Files.createDirectories(home);
            unpack(archives);
            password = password();
            boolean known = Files.exists(home.resolve("run-as"));
            asUser = unprivileged();
            if (!known && Files.exists(cluster)) {
                give(cluster); // restored from a backup, perhaps by root
            }
            if (!Files.exists(cluster.resolve("PG_VERSION"))) {
                initialise();
            }
            if (!takeOver()) {
                startPatiently();
            }
            watch();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL could not start in " + home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL was starting", e);
        }
    }

    /** JDBC URL of the owner. */
    String ownerUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + OWNER + "&password=" + password;
    }

    private void unpack(ClassLoader archives) throws IOException {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64") ? "arm_64" : "x86_64";
        Path done = binaries.resolve(".complete");
        if (Files.exists(done)) {
            return;
        }
        try (InputStream archive = archives.getResourceAsStream("postgres-linux-" + arch + ".txz")) {
            if (archive == null) {
                throw new IOException("No PostgreSQL binaries for this processor (" + arch
                        + "); use an external server with --database-url.");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry);
                }
            }
        }
        Files.createFile(done);
    }

    private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        Path target = binaries.resolve(entry.getName()).normalize();
        if (!target.startsWith(binaries)) {
            throw new IOException("Entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private String password() throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return Files.readString(file).strip();
    }

    /** PostgreSQL refuses to run as root: the words that put a command under another user. */
    private List<String> unprivileged() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        Path choice = home.resolve("run-as");
        if (Files.exists(choice)) {
            return List.of(Files.readString(choice).strip().split(" "));
        }
        List<List<String>> ways = List.of(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                List.of("unshare", "--user", "--map-user=65534"));
        String postgres = binaries.resolve("bin/postgres").toString();
        for (List<String> way : ways) {
            if (run(join(way, List.of(postgres, "--version"))).isEmpty()) {
                Files.writeString(choice, String.join(" ", way));
                return way;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and neither setpriv nor unshare works here. "
                + "Start Dure as another user, or use an external server with --database-url.");
    }

    private void initialise() throws IOException, InterruptedException {
        LOG.info("Creating the database in {}", cluster);
        Path unfinished = home.resolve("cluster.new");
        delete(unfinished);
        Files.createDirectories(unfinished);
        Path secret = Files.createTempFile(home, "init", "");
        Files.writeString(secret, password);
        give(unfinished, secret);
        Optional<String> failure = run(join(
                asUser,
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "-D",
                        unfinished.toString(),
                        "-U",
                        OWNER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + secret,
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8")));
        Files.delete(secret);
        if (failure.isPresent()) {
            throw new IOException("initdb failed: " + failure.get());
        }
        // Renamed last: a crash in initdb leaves nothing that looks like a database.
        Files.move(unfinished, cluster);
    }

    private void give(Path... paths) throws IOException, InterruptedException {
        if (!asUser.isEmpty() && asUser.get(0).equals("setpriv")) {
            for (Path path : paths) {
                run(List.of("chown", "-R", "65534:65534", path.toString()));
            }
        }
    }

    private boolean takeOver() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 4) {
            return false;
        }
        Optional<ProcessHandle> orphan =
                ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        if (orphan.isEmpty() || !orphan.get().isAlive()) {
            return false;
        }
        port = Integer.parseInt(lines.get(3).strip());
        if (!answers()) {
            return false;
        }
        server = orphan.get();
        LOG.info("Took over the running database on port {}", port);
        return true;
    }

    /** What a killed server's last processes still hold is free in a moment. */
    private void startPatiently() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                start();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn("The database does not start yet: {}", e.getMessage());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    /** Starts the server again whenever it ends by itself: killed, out of memory, or out of space. */
    private void watch() {
        server.onExit().thenRun(() -> {
            if (!closing) {
                Thread again = new Thread(this::revive, "dure-postgresql");
                again.setDaemon(true);
                again.start();
            }
        });
    }

    private void revive() {
        LOG.error("The database has ended; starting it again");
        while (!closing) {
            try {
                startPatiently();
                LOG.info("The database is back");
                watch();
                return;
            } catch (IOException e) {
                LOG.error("The database does not start; trying on: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Always on the same port, for connections are made to it. */
    private void start() throws IOException, InterruptedException {
        if (port == 0) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        }
        Path log = home.resolve("postgres.log");
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(asUser);
        command.addAll(List.of(
                binaries.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p", String.valueOf(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=64",
                "shared_buffers=" + sharedBuffers() + "MB",
                "jit=off",
                "log_min_messages=warning",
                "wal_compression=on")) {
            command.addAll(List.of("-c", setting));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        server = process.toHandle();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL did not start; its log is " + log + ": " + tail(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** An eighth of the machine's memory, 128 MB to 1 GB; it is taken only as far as there are data to keep in it. */
    private static long sharedBuffers() {
        try {
            Number bytes = (Number) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "TotalMemorySize");
            return Math.max(128, Math.min(1024, bytes.longValue() / 8 >> 20));
        } catch (JMException e) {
            return 128;
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(ownerUrl() + "&connectTimeout=2")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Fast shutdown: running transactions are rolled back, everything committed is kept. */
    @Override
    public void close() {
        closing = true;
        try {
            run(List.of("kill", "-INT", String.valueOf(server.pid())));
            server.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The database did not stop in time; it will recover at the next start", e);
        }
    }

    /** Runs a short command. Returns what it printed when it failed, empty when it succeeded. */
    private static Optional<String> run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(output.strip());
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
