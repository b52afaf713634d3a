package kr.dure.persistence.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.persistence.internal.tables.TenantTablesImpl;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.postgresql.ds.PGSimpleDataSource;

/** A copy of a tenant's tables by a process of its own with 64 MiB of heap; what does not fit fails there. */
public final class LittleMemory {
    private LittleMemory() {}

    /** What the process says: rows and bytes, or what went wrong. */
    public static String copyOut(Tenant tenant, String unit) throws IOException, InterruptedException {
        PGSimpleDataSource owner = TestDatabase.shared().database().owner();
        // The data source's own URL has no password.
        String url = owner.getURL() + (owner.getURL().contains("?") ? "&" : "?") + "user=" + owner.getUser()
                + "&password=" + owner.getPassword();
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "little");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LittleMemory.class.getName(),
                        folder.toString(),
                        url,
                        tenant.id().toString(),
                        unit)
                .redirectError(folder.resolve("error").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.strip() : said + Files.readString(folder.resolve("error"));
    }

    /** @param args a folder, the owner's URL, the tenant, the unit */
    public static void main(String[] args) throws Exception {
        long[] bytes = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] some, int from, int length) {
                bytes[0] += length;
            }
        };
        Tenant tenant = new Tenant(UUID.fromString(args[2]), "t", "t.localhost", TenantState.OPEN, false);
        try (Database database = new Database(new Settings(Path.of(args[0]), args[1]))) {
            TenantTablesImpl tables = new TenantTablesImpl(new TenantAccess(database));
            Map<String, Long> counts = Tenants.call(tenant, () -> {
                try {
                    return tables.copyOut(List.of(args[3]), table -> counting);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            System.out.println(
                    counts.values().stream().mapToLong(Long::longValue).sum() + " " + bytes[0]);
        }
    }
}
