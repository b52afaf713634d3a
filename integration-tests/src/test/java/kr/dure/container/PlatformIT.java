package kr.dure.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import jakarta.persistence.PersistenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.inject.Inject;
import kr.dure.container.Server.Answer;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The distribution as it ships, from boot to an add-on that comes and goes while everyone works. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class PlatformIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROUNDS = 20;
    private static final String ADDON = "kr.dure.sms";

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] distribution() throws IOException {
        File exam = new File("target/exam").getAbsoluteFile();
        File data = new File(exam, "data-" + UUID.randomUUID());
        int port = freePort();
        return options(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("distribution"))
                                .toURI()
                                .toString())
                        .karafVersion(System.getProperty("karaf.version"))
                        .name("Dure")
                        .unpackDirectory(exam)
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                vmOptions(Java.OPTIONS),
                vmOption("-Xmx512m"),
                vmOption("-Djdk.httpclient.allowRestrictedHeaders=host"),
                vmOption("-Ddure.data=" + data),
                vmOption("-Ddure.port=" + port),
                vmOption("-Dorg.osgi.service.http.port=" + port),
                vmOption("-Ddure.shell.port=" + freePort()),
                vmOption("-Ddure.addons.unsigned=allow"),
                vmOption("-Daddon.sms=" + new File(System.getProperty("addon.sms")).getCanonicalPath()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Before
    public void waitForTheServer() {
        Server.until("The server answering", Duration.ofMinutes(2), () -> {
            Answer answer = person("admin.localhost").get("/api/health");
            return answer.status() == 200 && answer.body().get("components").has("database");
        });
    }

    @Test
    public void theServerBootsToUp() {
        Answer health = person("admin.localhost").get("/api/health");
        assertEquals(health.toString(), "UP", health.body().get("status").asText());
    }

    @Test
    public void everyBundleIsActive() {
        List<String> others = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    public void aCompanySignsUpAndItsAdministratorLogsIn() {
        Server admin = company("signup");
        Answer me = admin.get("/api/auth/me");
        assertEquals(200, me.status());
        assertEquals("admin", me.body().get("account").get("loginId").asText());
    }

    @Test
    public void anotherCompanyCanNeitherSeeGuessNorUseWhatIsNotItsOwn() {
        Server mine = company("isolation-a");
        Server theirs = company("isolation-b");
        String id = mine.get("/api/auth/me").body().get("account").get("id").asText();
        assertEquals(200, mine.get("/api/identity/accounts/" + id).status());
        assertEquals(404, theirs.get("/api/identity/accounts/" + id).status());
        assertEquals(404, theirs.delete("/api/identity/accounts/" + id).status());
        assertEquals(1, theirs.get("/api/identity/accounts").body().get("items").size());
        assertEquals(
                401, mine.movedTo("isolation-b.localhost").get("/api/auth/me").status());
        assertEquals(
                401, mine.movedTo("admin.localhost").get("/api/operator/addons").status());
        assertEquals(403, mine.get("/api/operator/addons").status());
    }

    @Test
    public void sqlThroughTxReachesOnlyTheCurrentTenantsRows() throws Exception {
        company("sql-a");
        company("sql-b");
        TenantDirectory directory = service(TenantDirectory.class, null);
        Tenant mine = directory.findByHost("sql-a.localhost").orElseThrow();
        Tenant other = directory.findByHost("sql-b.localhost").orElseThrow();
        Tx tx = service(Tx.class, "(unit=kr.dure.identity)");

        assertEquals(1, count(mine, tx, "SELECT count(*) FROM account"));
        assertEquals(0, count(mine, tx, "SELECT count(*) FROM account WHERE tenant_id = '" + other.id() + "'"));
        assertEquals(0, change(mine, tx, "UPDATE account SET name = 'x' WHERE tenant_id = '" + other.id() + "'"));
        PersistenceException forged = assertThrows(
                PersistenceException.class,
                () -> change(
                        mine,
                        tx,
                        "INSERT INTO login_attempt (tenant_id, login_id, failures, last_at) VALUES ('" + other.id()
                                + "', 'forged', 1, now())"));
        assertTrue(forged.toString(), forged.toString().contains("row-level security"));
        assertThrows(PersistenceException.class, () -> count(mine, tx, "SELECT count(*) FROM billing.subscription"));
        assertThrows(
                IllegalStateException.class,
                () -> tx.read(session -> session.entities()
                        .createNativeQuery("SELECT count(*) FROM account")
                        .getSingleResult()));
    }

    private static long count(Tenant tenant, Tx tx, String sql) {
        return Tenants.call(
                tenant,
                () -> tx.read(session ->
                        ((Number) session.entities().createNativeQuery(sql).getSingleResult()).longValue()));
    }

    private static int change(Tenant tenant, Tx tx, String sql) {
        return Tenants.call(
                tenant,
                () -> tx.write(
                        session -> session.entities().createNativeQuery(sql).executeUpdate()));
    }

    @Test
    public void eachJakartaPackageHasExactlyOneExporter() {
        Map<String, List<String>> exporters = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .map(capability -> (String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                    .filter(name -> name.startsWith("jakarta."))
                    .distinct()
                    .forEach(name -> exporters
                            .computeIfAbsent(name, n -> new ArrayList<>())
                            .add(bundle.getSymbolicName()));
        }
        assertTrue(exporters.containsKey("jakarta.ws.rs"));
        exporters.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), exporters);
    }

    @Test
    public void anAddonComesAndGoesTwentyTimesAndNobodyElseNotices() throws Exception {
        Server admin = company("hot");
        Server operator = operator();
        byte[] jar = Files.readAllBytes(Path.of(System.getProperty("addon.sms")));

        // Once before the comparison: lazily made threads and caches belong to the first use.
        round(operator, admin, jar, new ArrayList<>());
        TreeSet<Long> servicesBefore = services();
        int threadsBefore = threads().size();

        List<String> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = event -> {
            if (!ADDON.equals(event.getBundle().getSymbolicName()) && event.getType() != BundleEvent.LAZY_ACTIVATION) {
                events.add(event.getBundle().getSymbolicName() + " event " + event.getType());
            }
        };
        context.addBundleListener(listener);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger requests = new AtomicInteger();
        List<String> failures = new CopyOnWriteArrayList<>();
        List<Thread> people = List.of("/api/auth/me", "/api/identity/accounts", "/api/products").stream()
                .map(path -> new Thread(() -> {
                    while (!stop.get()) {
                        Answer answer = admin.get(path);
                        requests.incrementAndGet();
                        if (answer.status() != 200) {
                            failures.add(path + " " + answer);
                        }
                    }
                }))
                .toList();
        people.forEach(Thread::start);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                round(operator, admin, jar, loaders);
                TreeSet<Long> missing = new TreeSet<>(servicesBefore);
                missing.removeAll(services());
                assertEquals("services of others that went away", new TreeSet<Long>(), missing);
            }
        } finally {
            stop.set(true);
            for (Thread person : people) {
                person.join();
            }
            context.removeBundleListener(listener);
        }
        assertEquals(List.of(), failures);
        assertTrue("requests meanwhile: " + requests, requests.get() > 100);
        assertEquals("bundles of others that were touched", List.of(), events);
        assertEquals(servicesBefore, services());
        assertEquals(
                List.of(),
                threads().stream().filter(name -> name.contains("sms")).toList());
        assertTrue(
                threadsBefore + " threads before, now " + threads(), threads().size() <= threadsBefore + 5);
        Server.until("Every class loader of the removed add-on being collected", LONG, () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    @Test
    public void theShellDoesWithAddonsWhatTheApiDoes() throws Exception {
        String jar = System.getProperty("addon.sms");
        assertContains(typed("dure:addon-list"), "No add-on is installed.");
        assertContains(typed("dure:addon-inspect " + jar), "kr.dure.sms", "INSTALL", "It can be installed.");
        assertContains(typed("dure:addon-upgrade " + jar), "There is no version to upgrade");
        assertContains(typed("dure:addon-install " + jar), "The app is there.", "sms", "ACTIVE");
        assertContains(typed("dure:addon-install " + jar), "A version is installed");
        assertContains(typed("dure:addon-quarantine sms 'it is slow'"), "QUARANTINED", "it is slow");
        assertContains(typed("dure:addon-list"), "sms", "QUARANTINED", "it is slow");
        assertContains(typed("dure:addon-release sms"), "ACTIVE");
        assertContains(typed("dure:addon-undo sms"), "no version before to go back to");
        assertContains(typed("dure:addon-remove sms"), "its data is kept");
        assertContains(typed("dure:addon-list"), "No add-on is installed.");
    }

    private static void assertContains(String printed, String... texts) {
        for (String text : texts) {
            assertTrue(printed, printed.contains(text));
        }
    }

    /** What the shell prints for a line. */
    private String typed(String line) throws Exception {
        ServiceReference<SessionFactory> reference = context.getServiceReference(SessionFactory.class);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = context.getService(reference).create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            session.execute(line);
        } finally {
            session.close();
            context.ungetService(reference);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Installs the add-on, uses it and removes it. */
    private void round(Server operator, Server admin, byte[] jar, List<WeakReference<ClassLoader>> loaders) {
        assertEquals(404, admin.get("/api/sms/messages").status());
        Answer installed = operator.upload("/api/operator/addons", jar);
        assertEquals(installed.toString(), 201, installed.status());
        assertEquals(
                installed.toString(), "ACTIVE", installed.body().get("state").asText());
        assertEquals(200, admin.post("/api/products/sms/enable", "").status());
        assertEquals(200, admin.get("/api/sms/messages").status());
        assertEquals(
                422,
                admin.post("/api/sms/sender-numbers", "{\"number\":\"030-1234-5678\"}")
                        .status());
        Arrays.stream(context.getBundles())
                .filter(bundle -> ADDON.equals(bundle.getSymbolicName()))
                .forEach(bundle -> loaders.add(
                        new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
        assertEquals(204, operator.delete("/api/operator/addons/sms").status());
        assertEquals(404, admin.get("/api/sms/messages").status());
    }

    private static TreeSet<String> threads() {
        TreeSet<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName() + "#" + thread.getId()));
        names.removeIf(name -> name.startsWith("HttpClient-"));
        return names;
    }

    private TreeSet<Long> services() throws InvalidSyntaxException {
        TreeSet<Long> ids = new TreeSet<>();
        for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
            if (reference.getBundle() != null
                    && !ADDON.equals(reference.getBundle().getSymbolicName())) {
                ids.add((Long) reference.getProperty(Constants.SERVICE_ID));
            }
        }
        return ids;
    }

    @Test
    public void anAppWhoseMigrationFailsSaysWhyAndEverythingElseWorks() throws Exception {
        Server admin = company("migration");
        Server operator = operator();
        Answer answer = operator.upload("/api/operator/addons", brokenApp());
        assertTrue(answer.toString(), answer.status() < 300);
        assertEquals(answer.toString(), "FAILED", answer.body().get("state").asText());

        Answer health = operator.get("/api/health");
        assertEquals(200, health.status());
        assertEquals("DEGRADED", health.body().get("status").asText());
        String reason = health.body().get("components").get("apps").toString();
        assertTrue(reason, reason.contains("kr.dure.broken") && reason.contains("V001__broken.sql"));
        assertEquals(200, admin.get("/api/auth/me").status());
        assertEquals(200, admin.get("/api/products").status());

        assertEquals(204, operator.delete("/api/operator/addons/broken").status());
        assertEquals("UP", operator.get("/api/health").body().get("status").asText());
    }

    private static byte[] brokenApp() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "kr.dure.broken");
        main.putValue("Bundle-Name", "Broken");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Provide-Capability", "osgi.service;objectClass:List<String>=\"jakarta.ws.rs.core.Application\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("META-INF/persistence.xml"));
            jar.write("""
                    <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                      <persistence-unit name="kr.dure.broken" transaction-type="RESOURCE_LOCAL">
                        <provider>org.apache.openjpa.persistence.PersistenceProviderImpl</provider>
                        <exclude-unlisted-classes>true</exclude-unlisted-classes>
                      </persistence-unit>
                    </persistence>""".getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("db/V001__broken.sql"));
            jar.write("CREATE TABLE nonsense (".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Server person(String host) {
        return new Server(Integer.getInteger("dure.port"), host);
    }

    private Server operator() throws IOException {
        Server operator = person("admin.localhost");
        Path password = Path.of(System.getProperty("dure.data"), "operator-password");
        assertEquals(
                200,
                operator.logIn("operator", Files.readString(password).strip()).status());
        return operator;
    }

    /** A company that signed up, with its administrator logged in. */
    private Server company(String name) {
        Answer signedUp = person("admin.localhost").post("/api/public/signups", """
                        {"company":{"name":"두레상사","businessNumber":"124-81-00998"},
                         "contact":{"name":"김두레","email":"kim@example.com","phone":"02-1234-5678"},
                         "host":{"kind":"shared","name":"%s"},
                         "admin":{"loginId":"admin","password":"a-long-password"},
                         "products":["groupware"],"seats":20,"term":0,"payment":"monthly","autoDebit":false}""".formatted(name));
        assertEquals(signedUp.toString(), 201, signedUp.status());
        Server admin = person(name + ".localhost");
        assertEquals(200, admin.logIn("admin", "a-long-password").status());
        return admin;
    }

    private <T> T service(Class<T> type, String filter) throws InvalidSyntaxException {
        return context.getService(
                context.getServiceReferences(type, filter).iterator().next());
    }
}
