package kr.dure.persistence.internal.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import kr.dure.persistence.internal.RolePassword;
import kr.dure.persistence.internal.audit.AuditVerifier.Broken;
import kr.dure.persistence.internal.audit.AuditVerifier.Report;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code ./dure verify-audit}: a process of its own that reads the log of a running database. Needs nothing but this
 * bundle and the driver.
 */
public final class VerifyAudit {
    private static final int WELL = 0;
    private static final int BROKEN = 1;
    private static final int NOT_VERIFIED = 2;
    private static final int SHOWN = 20;

    private VerifyAudit() {}

    /** @param args the data folder; the owner's JDBC address of an external database is in the environment */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String url = System.getenv("DURE_DATABASE_URL");
        System.exit(run(Path.of(args[0]), url == null || url.isBlank() ? null : url, out));
    }

    /**
     * Verifies, and prints what it found.
     *
     * @param url null: the embedded database of {@code data}, which must be running
     * @return the exit code
     */
    static int run(Path data, String url, PrintStream out) {
        HeadsFile heads = new HeadsFile(data);
        try (Connection connection = connect(url == null ? embedded(data) : url)) {
            Report report = new AuditVerifier(connection, heads, Instant.now()).verify();
            print(report, out);
            return conclude(report, heads, data, url != null, out);
        } catch (IOException | SQLException e) {
            out.println("The audit log cannot be verified: " + e.getMessage());
            return NOT_VERIFIED;
        }
    }

    private static Connection connect(String url) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        String owner = source.getPassword();
        source.setUser(RolePassword.KERNEL);
        source.setPassword(RolePassword.of(owner, RolePassword.KERNEL));
        source.setApplicationName("dure verify-audit");
        return source.getConnection();
    }

    /** Where the embedded server listens, as it says itself. */
    private static String embedded(Path data) throws IOException {
        Path home = data.resolve("postgresql");
        Path pid = home.resolve("cluster").resolve("postmaster.pid");
        List<String> lines = Files.exists(pid) ? Files.readAllLines(pid) : List.of();
        if (lines.size() < 4) {
            throw new IOException("no server uses " + data + ". Start it, or name a database with --database-url.");
        }
        return "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/postgres?password="
                + Files.readString(home.resolve("password")).strip();
    }

    private static void print(Report report, PrintStream out) {
        out.println(report.verified() + " rows verified in " + report.chains() + " chains, " + report.unsealed()
                + " not sealed yet.");
        out.println(report.filedLines() + " lines of " + HeadsFile.NAME + " compared.");
        report.broken().stream().limit(SHOWN).forEach(broken -> out.println(line(broken)));
        if (report.broken().size() > SHOWN) {
            out.println("… and " + (report.broken().size() - SHOWN) + " more.");
        }
    }

    private static String line(Broken broken) {
        StringBuilder line = new StringBuilder("BROKEN");
        if (broken.tenant() != null) {
            line.append(" company ").append(broken.tenant());
        }
        if (broken.name() != null) {
            line.append(" (").append(broken.name()).append(')');
        }
        if (broken.position() > 0) {
            line.append(" position ").append(broken.position());
        }
        return line.append(": ").append(broken.what()).append('.').toString();
    }

    private static int conclude(Report report, HeadsFile heads, Path data, boolean external, PrintStream out) {
        if (!report.broken().isEmpty()) {
            return BROKEN;
        }
        if (!heads.exists() && report.verified() > 0) {
            if (external) {
                out.println(
                        "Note: there is no " + HeadsFile.NAME + " in " + data
                                + "; without it a deleted end or a chain written anew is not noticed. Name the server's --data.");
                return WELL;
            }
            out.println("BROKEN: " + data.resolve(HeadsFile.NAME) + " is missing.");
            return BROKEN;
        }
        out.println("The audit log is whole.");
        return WELL;
    }
}
