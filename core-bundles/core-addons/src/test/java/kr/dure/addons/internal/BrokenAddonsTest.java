package kr.dure.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/**
 * Add-ons that are broken on purpose, each with what the operator is told: the code, what would be needed, what was found,
 * and what to do. None of them leaves a trace, and the add-on beside them never notices.
 */
class BrokenAddonsTest {
    private static final Tenant OPERATOR = TestDatabase.shared().tenant("operator");

    private static Framework framework;
    private static AddonService lenient;
    private static AddonService strict;
    private static Object neighbour;
    private static TestKeys keys;
    private static Policy policy;

    /**
     * A broken add-on.
     *
     * @param strict whether the installation takes only what a trusted publisher signed
     */
    record Case(String what, byte[] jar, boolean strict, String code, String need, String found, String action) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        try (Connection connection = TestDatabase.shared().owner();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM platform.addon");
            statement.execute("DELETE FROM platform.addon_remains");
        }
        framework = TestAddons.framework();
        policy = TestAddons.policy(false);
        keys = new TestKeys();
        keys.create("publisher");
        keys.create("stranger");
        keys.create("former", "-startdate", "-10d", "-validity", "5");
        keys.trust("publisher", policy);
        keys.trust("former", policy);
        lenient = TestAddons.service(
                framework.getBundleContext(),
                TestAddons.tx(),
                (tenant, account, event, json) -> {},
                TestAddons.policy(true));
        strict = TestAddons.service(
                framework.getBundleContext(), TestAddons.tx(), (tenant, account, event, json) -> {}, policy);
        Tenants.run(
                OPERATOR,
                () -> lenient.install(
                        TestApps.pathApp("kr.dure.mail", "/api/mail").bytes(), Steps.SILENT));
        neighbour = service();
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private static Object service() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> "kr.dure.mail".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow()
                .getRegisteredServices()[0]
                .getProperty("service.id");
    }

    private static TestJar app() {
        return TestJar.app("kr.dure.sms", "1.0.0");
    }

    private static Case of(String what, TestJar jar, String code, String need, String found, String action) {
        return new Case(what, jar.bytes(), false, code, need, found, action);
    }

    private static Case doing(String what, String statements, String code, String need, String found) throws Exception {
        return of(what, TestCode.starting("kr.dure.sms", statements), code, need, found, "Do without, or declare");
    }

    static Stream<Case> broken() throws Exception {
        String bundle = "An add-on must be a whole OSGi bundle";
        String again = "Get the jar again";
        String rebuild = "build it again";
        String nobodyElse = "somebody this installation trusts";
        return Stream.of(
                new Case(
                        "no zip at all", new byte[] {1, 2, 3}, false, "not-a-jar", bundle, "Not a readable jar", again),
                new Case("cut off", cut(app().bytes()), false, "not-a-jar", bundle, "Not a readable jar", again),
                of("no manifest", new TestJar().entry("a.txt"), "no-manifest", bundle, "MANIFEST.MF is missing", again),
                of(
                        "an ordinary jar",
                        new TestJar().header("Manifest-Version", "1.0"),
                        "not-a-bundle",
                        bundle,
                        "Bundle-ManifestVersion must be 2",
                        again),
                of(
                        "a name with capitals",
                        app().header("Bundle-SymbolicName", "Kr.Dure.SMS"),
                        "bad-name",
                        bundle,
                        "lower-case",
                        again),
                of("no version", app().header("Bundle-Version", "one"), "bad-version", bundle, "'one'", again),
                of(
                        "a header that cannot be read",
                        app().header("Import-Package", ";;;"),
                        "bad-header",
                        bundle,
                        "cannot be read",
                        again),
                of(
                        "path traversal",
                        app().entry("../../etc/passwd"),
                        "path-traversal",
                        bundle,
                        "leads out of it",
                        again),
                new Case("too many entries", crowded(), false, "too-many-entries", bundle, "too many entries", again),
                of(
                        "a fragment",
                        app().header("Fragment-Host", "kr.dure.api"),
                        "fragment",
                        "a bundle of its own",
                        "Fragment-Host",
                        "without Fragment-Host"),
                of(
                        "Require-Bundle",
                        app().header("Require-Bundle", "kr.dure.api"),
                        "require-bundle",
                        "imports packages",
                        "not allowed",
                        rebuild),
                of(
                        "DynamicImport-Package",
                        app().header("DynamicImport-Package", "*"),
                        "dynamic-import",
                        "imports packages",
                        "not allowed",
                        rebuild),
                of(
                        "the kernel's name",
                        TestJar.app("com.acme.billing", "1.0.0"),
                        "reserved-id",
                        "a name that the platform does not use",
                        "'billing'",
                        "Choose another"),
                of(
                        "another's id",
                        TestJar.app("com.acme.mail", "1.0.0"),
                        "id-taken",
                        "one add-on with the id",
                        "kr.dure.mail",
                        "Remove that one first"),
                of(
                        "another's package",
                        app().header("Export-Package", "kr.dure.product"),
                        "package-taken",
                        "not its own",
                        "kr.dure.product",
                        rebuild),
                of(
                        "a missing package",
                        app().header("Import-Package", "org.osgi.framework,com.acme.pdf"),
                        "missing-package",
                        "com.acme.pdf",
                        "No version of it",
                        "put the library into the jar"),
                of(
                        "a wrong version",
                        app().header("Import-Package", "org.osgi.framework,kr.dure.product;version=\"[2,3)\""),
                        "wrong-version",
                        "kr.dure.product",
                        "0.1.0",
                        "built for this Dure"),
                of(
                        "a missing service",
                        app().header(
                                        "Require-Capability",
                                        "osgi.service;filter:=\"(objectClass=com.acme.Fax)\";effective:=active"),
                        "missing-service",
                        "com.acme.Fax",
                        "Nobody has registered",
                        "Install the add-on"),
                of(
                        "a newer Java",
                        app().header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""),
                        "java-version",
                        "osgi.ee",
                        "This server runs Java",
                        "newer Java"),
                of(
                        "classes of a newer Java",
                        app().entry("made/New.class", newer()),
                        "java-version",
                        "must run on the Java",
                        "Java 99",
                        "Build it for Java 17"),
                of(
                        "a class that is none",
                        app().entry("made/Bad.class", new byte[] {1}),
                        "bad-class",
                        "must be readable",
                        "made/Bad.class",
                        "Build it again"),
                of(
                        "a service of the kernel's",
                        app().header(
                                        "Require-Capability",
                                        "osgi.service;filter:=\"(objectClass=kr.dure.persistence.Schemas)\";effective:=active;resolution:=optional"),
                        "kernel-service",
                        "not for add-ons",
                        "Schemas",
                        "such as Tx"),
                new Case(
                        "another's address",
                        TestApps.pathApp("kr.dure.sms", "/api/mail").bytes(),
                        false,
                        "path-taken",
                        "below /api/sms",
                        "/api/mail",
                        rebuild),
                of(
                        "another's table",
                        app().entry("db/V001__x.sql", "CREATE TABLE billing.invoice (tenant_id uuid);"),
                        "foreign-table",
                        "its own schema",
                        "billing",
                        "Leave the schema out"),
                of(
                        "a script that leaves its role",
                        app().entry("db/V001__x.sql", "RESET ROLE; DROP TABLE a;"),
                        "forbidden-sql",
                        "its own tables",
                        "RESET ROLE",
                        "Take that statement out"),
                of(
                        "a script with another name",
                        app().entry("db/first.sql", "CREATE TABLE a ();"),
                        "bad-migration-name",
                        "V001__thing.sql",
                        "first.sql",
                        "Rename it"),
                of(
                        "a permission nobody declares",
                        TestCode.with(
                                app(),
                                "Api",
                                "public final class Api { @kr.dure.web.RequiresPermission(\"sms.secret\") public void get() {} }"),
                        "undeclared-permission",
                        "declares every permission",
                        "sms.secret",
                        "AppDescription"),
                doing(
                        "sockets",
                        "new java.net.Socket(\"example.com\", 80);",
                        "forbidden-network",
                        "network connections",
                        "made.Start#start"),
                doing(
                        "starting programs",
                        "new ProcessBuilder(\"ls\").start();",
                        "forbidden-process",
                        "starting programs",
                        "ProcessBuilder"),
                doing(
                        "System.exit",
                        "System.exit(0);",
                        "forbidden-exit",
                        "stopping the server",
                        "java.lang.System.exit"),
                doing(
                        "setAccessible",
                        "String.class.getDeclaredFields()[0].setAccessible(true);",
                        "forbidden-reflection",
                        "reflection",
                        "setAccessible"),
                doing(
                        "DriverManager",
                        "java.sql.DriverManager.getConnection(\"jdbc:x\");",
                        "forbidden-database",
                        "database connections",
                        "DriverManager"),
                doing(
                        "Unsafe",
                        "java.util.function.Supplier<Object> s = () -> null; s.get(); sun.misc.Unsafe.getUnsafe();",
                        "forbidden-unsafe",
                        "internals of the JVM",
                        "Unsafe"),
                doing(
                        "threads",
                        "new Thread(() -> {}).start();",
                        "forbidden-threads",
                        "threads of its own",
                        "java.lang.Thread"),
                doing(
                        "a method reference to exit",
                        "java.util.function.IntConsumer c = System::exit; c.accept(0);",
                        "forbidden-exit",
                        "stopping the server",
                        "java.lang.System.exit"),
                of(
                        "native code",
                        app().entry("lib/x.so"),
                        "forbidden-native",
                        "native code",
                        "lib/x.so",
                        "Do without, or declare"),
                of(
                        "a grant nobody knows",
                        app().header("Dure-Grants", "everything;reason=\"why not\""),
                        "unknown-grant",
                        "Dure-Grants knows",
                        "everything",
                        "Correct it"),
                of(
                        "a grant without a reason",
                        TestCode.starting("kr.dure.sms", "new Thread(() -> {}).start();")
                                .header("Dure-Grants", "threads"),
                        "forbidden-threads",
                        "threads of its own",
                        "Thread",
                        "reason="),
                of(
                        "a grant for signers only",
                        TestCode.starting("kr.dure.sms", "System.exit(0);")
                                .header("Dure-Grants", "exit;reason=\"to be sure\""),
                        "grant-needs-signature",
                        "trusted signer",
                        "no trusted signature",
                        "Get a signed jar"),
                new Case(
                        "unsigned",
                        app().bytes(),
                        true,
                        "unsigned",
                        nobodyElse,
                        "It is not signed",
                        "signed with jarsigner"),
                new Case(
                        "signed by a stranger",
                        keys.sign(app().bytes(), "stranger"),
                        true,
                        "signature-untrusted",
                        nobodyElse,
                        "CN=stranger",
                        "trust/addons"),
                new Case(
                        "signed with an expired certificate",
                        keys.sign(app().bytes(), "former"),
                        true,
                        "signature-expired",
                        "must be valid now",
                        "CN=former",
                        "current certificate"),
                new Case(
                        "changed after it was signed",
                        changed(keys.sign(app().entry("a.txt", "before").bytes(), "publisher")),
                        true,
                        "signature-broken",
                        "just as it was signed",
                        "does not fit",
                        "Do not install it"),
                of(
                        "a constructor that throws",
                        TestCode.starting("kr.dure.sms", "throw new IllegalStateException(\"no carrier\");"),
                        "start-failed",
                        "must start",
                        "no carrier",
                        "Tell who made it"),
                of(
                        "a constructor that hangs",
                        TestCode.starting(
                                "kr.dure.sms",
                                "while (true) { try { Object lock = new Object(); synchronized (lock) { lock.wait(); } } catch (InterruptedException e) { } }"),
                        "start-hangs",
                        "must start within",
                        "does not come back",
                        "Tell who made it"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isRefusedWithWhatIsNeededWhatWasFoundAndWhatToDo(Case broken) throws Exception {
        AddonService service = broken.strict() ? strict : lenient;
        List<Long> before = bundles();

        Problem problem = Tenants.call(
                OPERATOR, () -> catchThrowableOfType(Problem.class, () -> service.install(broken.jar(), Steps.SILENT)));

        assertThat(problem).isNotNull();
        assertThat(problem.status()).isIn(409, 422);
        assertThat(problem.members()).containsEntry("code", broken.code());
        @SuppressWarnings("unchecked")
        List<Map<String, String>> findings =
                (List<Map<String, String>>) problem.members().get("findings");
        Map<String, String> first = findings.get(0);
        assertThat(first.get("code")).isEqualTo(broken.code());
        assertThat(first.get("need")).contains(broken.need());
        assertThat(first.get("found")).contains(broken.found());
        assertThat(first.get("action")).contains(broken.action());
        assertThat(problem.text().ko()).matches("(?s).*[가-힣]{2}.*");
        assertThat(problem.text().en()).contains(broken.need()).contains(broken.action());

        assertThat(service()).as("the neighbour's service").isEqualTo(neighbour);
        Tenants.run(
                OPERATOR,
                () -> assertThat(lenient.list().items()).extracting(Addon::id).containsExactly("mail"));
        if (!broken.code().equals("start-hangs")) {
            assertThat(bundles()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void anInspectionSaysTheSameInBothLanguages(Case broken) {
        if (broken.code().startsWith("start-")) {
            return; // nothing is run to inspect it
        }
        AddonService service = broken.strict() ? strict : lenient;
        for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            Tenants.run(OPERATOR, () -> {
                Inspection inspection;
                try {
                    inspection = service.inspect(broken.jar(), locale);
                } catch (Problem unreadable) {
                    assertThat(unreadable.members()).containsEntry("code", broken.code());
                    return;
                }
                assertThat(inspection.ok()).isFalse();
                Inspection.Finding finding = inspection.findings().get(0);
                assertThat(finding.code()).isEqualTo(broken.code());
                for (String text : List.of(finding.need(), finding.found(), finding.action())) {
                    assertThat(text).isNotBlank();
                    assertThat(text.matches("(?s).*[가-힣].*")).isEqualTo(locale == Locale.KOREAN);
                }
            });
        }
    }

    private static List<Long> bundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .map(Bundle::getBundleId)
                .toList();
    }

    private static byte[] cut(byte[] jar) {
        return Arrays.copyOf(jar, jar.length / 2);
    }

    private static byte[] crowded() throws Exception {
        TestJar jar = app();
        for (int i = 0; i < 5000; i++) {
            jar.entry("f" + i);
        }
        return jar.bytes();
    }

    private static byte[] newer() throws Exception {
        byte[] type = TestCode.compile("New", "public final class New {}").get("made/New.class");
        type[6] = 0;
        type[7] = (byte) (99 + 44);
        return type;
    }

    /** The same signed jar with another content under a signed name. */
    private static byte[] changed(byte[] signed) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(signed));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(
                        entry.getName().equals("a.txt")
                                ? "after!".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                                : in.readAllBytes());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
