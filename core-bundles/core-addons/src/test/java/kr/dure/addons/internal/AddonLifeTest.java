package kr.dure.addons.internal;

import static kr.dure.addons.internal.TestAddons.ask;
import static kr.dure.addons.internal.TestAddons.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.AppTraffic;
import kr.dure.web.Conflict;
import kr.dure.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** Upgrade, undo, quarantine, other nodes and consents, on real frameworks and one real database. */
class AddonLifeTest {
    private static final Tenant OPERATOR = TestDatabase.shared().tenant("operator");
    private static final Tenant ACME = TestDatabase.shared().tenant("acme");
    private static final Tenant OTHER = TestDatabase.shared().tenant("other");

    private Framework framework;
    private Framework second;
    private AddonService service;

    @BeforeEach
    void start() throws Exception {
        sql("DELETE FROM platform.addon");
        sql("DELETE FROM platform.addon_remains");
        sql("DELETE FROM addons.consent");
        sql("DROP SCHEMA IF EXISTS stock CASCADE");
        framework = TestAddons.framework();
        service = service(framework);
    }

    @AfterEach
    void stop() throws Exception {
        for (Framework one : second == null ? List.of(framework) : List.of(framework, second)) {
            one.stop();
            one.waitForStop(10_000);
        }
    }

    private static AddonService service(Framework framework) {
        TestAddons.tx();
        return TestAddons.service(
                framework.getBundleContext(),
                TestAddons.tx(),
                (tenant, account, event, json) -> {},
                TestAddons.policy());
    }

    /** An app with a table. */
    private static TestJar stock(String version, String... scripts) {
        TestJar jar = TestJar.app("kr.dure.stock", version)
                .entry(
                        "META-INF/persistence.xml",
                        "<persistence><persistence-unit name=\"kr.dure.stock\"/></persistence>");
        for (int i = 0; i < scripts.length; i++) {
            jar.entry("db/V00" + (i + 1) + "__step.sql", scripts[i]);
        }
        return jar;
    }

    private static final String TABLE =
            "CREATE TABLE item (tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL, PRIMARY KEY (tenant_id, id));";

    private static <T> T operator(Supplier<T> work) {
        return Tenants.call(OPERATOR, work);
    }

    private Addon install(TestJar jar) {
        return operator(() -> service.install(jar.bytes(), Steps.SILENT)).addon();
    }

    private static List<String> versions(Framework framework, String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getVersion().toString())
                .toList();
    }

    private static String rows() throws Exception {
        return ask(
                "SELECT md5(string_agg(i.tenant_id || '|' || i.id || '|' || i.name, ',' ORDER BY id)) FROM stock.item i");
    }

    @Test
    void anUndoneUpgradeHasTheOldCodeOnTheNewTablesAndLosesNoRow() throws Exception {
        install(stock("1.0.0", TABLE));
        sql("INSERT INTO stock.item SELECT '" + ACME.id()
                + "', gen_random_uuid(), 'item ' || n FROM generate_series(1, 500) n");
        String before = rows();

        Addon upgraded = install(stock("2.0.0", TABLE, "ALTER TABLE item ADD COLUMN colour text;"));
        assertThat(upgraded).returns("2.0.0", Addon::version).returns("1.0.0", Addon::previousVersion);
        sql("UPDATE stock.item SET colour = 'red'");
        assertThat(rows()).isEqualTo(before);

        Addon undone = operator(() -> service.undo("stock", Steps.SILENT));
        assertThat(undone)
                .returns("1.0.0", Addon::version)
                .returns(AddonState.ACTIVE, Addon::state)
                .returns(null, Addon::previousVersion);
        assertThat(versions(framework, "kr.dure.stock")).containsExactly("1.0.0");
        assertThat(rows()).isEqualTo(before);
        assertThat(ask("SELECT count(*) FROM stock.item WHERE colour = 'red'")).isEqualTo("500");
        assertThatThrownBy(() -> operator(() -> service.undo("stock", Steps.SILENT)))
                .isInstanceOf(Conflict.class);

        install(stock("2.0.0", TABLE, "ALTER TABLE item ADD COLUMN colour text;"));
        assertThat(ask("SELECT count(*) FROM stock.item WHERE colour = 'red'")).isEqualTo("500");
    }

    @Test
    void anUpgradeWhoseMigrationFailsLeavesEverythingAsItWas() throws Exception {
        install(stock("1.0.0", TABLE));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> install(stock("2.0.0", TABLE, "ALTER TABLE nothing ADD COLUMN a text;")))
                .satisfies(problem -> {
                    assertThat(problem.members()).containsEntry("code", "migration-failed");
                    assertThat(problem.text().en()).contains("V002__step.sql").contains("nothing");
                });
        assertThat(versions(framework, "kr.dure.stock")).containsExactly("1.0.0");
        assertThat(operator(() -> service.list().items()))
                .singleElement()
                .returns("1.0.0", Addon::version)
                .returns(AddonState.ACTIVE, Addon::state);
        install(stock("2.0.1", TABLE, "ALTER TABLE item ADD COLUMN a text;"));
        assertThat(versions(framework, "kr.dure.stock")).containsExactly("2.0.1");
    }

    @Test
    void aTableOfATenantIsNeverWithoutItsPolicyWhileAnUpgradeMigrates() throws Exception {
        install(stock("1.0.0", TABLE));
        String before = ask(
                "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_policy WHERE polrelid = 'stock.item'::regclass");
        install(stock("2.0.0", TABLE, TABLE.replace("item", "place")));
        assertThat(
                        ask(
                                "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_policy WHERE polrelid = 'stock.item'::regclass"))
                .isEqualTo(before);
        assertThat(ask("SELECT count(*) FROM pg_policy WHERE polrelid = 'stock.place'::regclass"))
                .isEqualTo("2");
    }

    @Test
    void anUpgradeThatDoesNotBecomeReadyIsTakenBack() {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> install(TestJar.announcing("kr.dure.sms", "2.0.0")))
                .satisfies(problem -> assertThat(problem.members()).containsEntry("code", "not-ready"));
        assertThat(versions(framework, "kr.dure.sms")).containsExactly("1.0.0");
    }

    @Test
    void anotherNodeFollowsTheLedger() throws Exception {
        second = TestAddons.framework();
        AddonService other = service(second);
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        follow(other);
        assertThat(versions(second, "kr.dure.sms")).containsExactly("1.0.0");

        install(TestJar.app("kr.dure.sms", "1.1.0"));
        follow(other);
        assertThat(versions(second, "kr.dure.sms")).containsExactly("1.1.0");

        operator(() -> service.quarantine("sms", "It burns."));
        follow(other);
        assertThat(versions(second, "kr.dure.sms")).isEmpty();

        operator(() -> other.release("sms"));
        follow(service);
        assertThat(versions(framework, "kr.dure.sms")).containsExactly("1.1.0");
        assertThat(versions(second, "kr.dure.sms")).containsExactly("1.1.0");

        Tenants.run(OPERATOR, () -> service.remove("sms", Steps.SILENT));
        follow(other);
        assertThat(versions(second, "kr.dure.sms")).isEmpty();
    }

    private static void follow(AddonService node) {
        Tenants.run(OPERATOR, () -> {
            try {
                node.follow();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aQuarantinedAddonStaysOffAfterARestartUntilItIsReleased() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        assertThat(operator(() -> service.quarantine("sms", "It burns.")))
                .returns(AddonState.QUARANTINED, Addon::state)
                .returns("It burns.", Addon::reason);
        second = TestAddons.framework();
        AddonService restarted = service(second);
        follow(restarted);
        assertThat(versions(second, "kr.dure.sms")).isEmpty();
        assertThat(operator(() -> restarted.release("sms"))).returns(AddonState.ACTIVE, Addon::state);
    }

    @Test
    void inSafeModeNothingIsStartedAndNothingForgotten() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        second = TestAddons.framework();
        Policy policy = new Policy(TestAddons.policy().data(), true, true, null);
        AddonService safe = TestAddons.service(
                second.getBundleContext(), TestAddons.tx(), (tenant, account, event, json) -> {}, policy);
        follow(safe);
        assertThat(versions(second, "kr.dure.sms")).isEmpty();
        assertThat(operator(() -> safe.list().items())).singleElement().returns(AddonState.INSTALLED, Addon::state);
        assertThatThrownBy(() -> operator(
                        () -> safe.install(TestJar.app("kr.dure.mail", "1.0.0").bytes(), Steps.SILENT)))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aJarInTheLedgerThatIsNotTheOneThatWasInstalledIsNotStarted() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        sql("UPDATE platform.addon SET jar = jar || '\\x00'");
        second = TestAddons.framework();
        follow(service(second));
        assertThat(versions(second, "kr.dure.sms")).isEmpty();
        assertThat(ask("SELECT reason FROM platform.addon")).contains("hash differs");
    }

    @Test
    void whoFailsHalfOfItsRequestsOrIsSlowAloneIsFound() {
        var paths = java.util.Map.of("/api/sms", "kr.dure.sms");
        assertThat(AddonWatch.judge(recent("/api/sms", 20, 10, 5), paths))
                .hasValueSatisfying(verdict -> assertThat(verdict.reason()).contains("10 of its last 20"));
        assertThat(AddonWatch.judge(recent("/api/sms", 19, 19, 5), paths)).isEmpty();
        assertThat(AddonWatch.judge(recent("/api/sms", 100, 49, 5), paths)).isEmpty();
        assertThat(AddonWatch.judge(recent("/api/mail", 100, 100, 5), paths)).isEmpty();
        assertThat(AddonWatch.judge(recent("/api/sms", 100, 0, 10_001), paths)).isPresent();
        AppTraffic allSlow = () -> List.of(
                new AppTraffic.Recent("/api/sms", 100, 0, 10_001), new AppTraffic.Recent("/api/identity", 5, 0, 9_000));
        assertThat(AddonWatch.judge(allSlow, paths))
                .as("the database may be slow")
                .isEmpty();
    }

    private static AppTraffic recent(String base, int requests, int failures, long p95) {
        return () -> List.of(new AppTraffic.Recent(base, requests, failures, p95));
    }

    private static TestJar wanting(String version, String... hosts) {
        return TestJar.app("kr.dure.sms", version)
                .header("Dure-Permissions", "sms.send")
                .header("Dure-Hosts", String.join(",", hosts));
    }

    @Test
    void anUpgradeThatWantsMoreWaitsForEachTenantAndKeepsTheOldRights() {
        install(wanting("1.0.0", "a.example"));
        ConsentsImpl consents = new ConsentsImpl(TestAddons.tx(), Clock.systemUTC());
        Tenants.run(ACME, () -> consents.give("sms", Set.of("sms")));
        assertThat(consents.covers(ACME.id(), "sms", "host:a.example")).isTrue();

        assertThat(operator(() -> service.inspect(
                                wanting("2.0.0", "a.example", "b.example").bytes(), java.util.Locale.ENGLISH))
                        .newRights())
                .containsExactly("host:b.example");
        install(wanting("2.0.0", "a.example", "b.example"));
        ConsentsImpl fresh = new ConsentsImpl(TestAddons.tx(), Clock.systemUTC());
        for (UUID tenant : List.of(ACME.id(), OTHER.id())) {
            assertThat(fresh.covers(tenant, "sms", "host:a.example")).isTrue();
            assertThat(fresh.covers(tenant, "sms", "permission:sms.send")).isTrue();
            assertThat(fresh.covers(tenant, "sms", "host:b.example")).isFalse();
        }
        assertThatThrownBy(() -> Tenants.call(ACME, () -> fresh.agree("sms", Set.of("host:b.example"))))
                .isInstanceOf(Conflict.class);
        ConsentsImpl.State state = Tenants.call(
                ACME, () -> fresh.agree("sms", Set.of("permission:sms.send", "host:a.example", "host:b.example")));
        assertThat(state.waiting()).isEmpty();
        assertThat(state.version()).isEqualTo("2.0.0");
        assertThat(fresh.covers(ACME.id(), "sms", "host:b.example")).isTrue();
        assertThat(fresh.covers(OTHER.id(), "sms", "host:b.example")).isFalse();
        assertThat(fresh.covers(OTHER.id(), "calendar", "permission:any"))
                .as("no add-on")
                .isTrue();
    }

    @Test
    void anAddonSeesOnlyTheServicesItsManifestAsksFor() throws Exception {
        framework
                .getBundleContext()
                .registerService(
                        new String[] {
                            "org.osgi.framework.hooks.service.FindHook",
                            "org.osgi.framework.hooks.service.EventListenerHook"
                        },
                        new ServiceHiding(),
                        null);
        framework.getBundleContext().registerService(Runnable.class, () -> {}, null);
        framework.getBundleContext().registerService(Comparable.class, (Comparable<Object>) other -> 0, null);
        install(TestJar.app("kr.dure.sms", "1.0.0")
                .header(
                        "Require-Capability",
                        "osgi.service;filter:=\"(objectClass=java.lang.Runnable)\";effective:=active"));
        var addon = Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> "kr.dure.sms".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow()
                .getBundleContext();
        assertThat(addon.getServiceReference(Runnable.class)).isNotNull();
        assertThat(addon.getServiceReference(Comparable.class)).isNull();
        assertThat(addon.getAllServiceReferences("java.lang.Comparable", null)).isNull();
        assertThat(framework.getBundleContext().getServiceReference(Comparable.class))
                .isNotNull();
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        addon.addServiceListener(
                event -> heard.add(((String[]) event.getServiceReference().getProperty("objectClass"))[0]));
        framework.getBundleContext().registerService(Comparable.class, (Comparable<Object>) other -> 0, null);
        framework.getBundleContext().registerService(Runnable.class, () -> {}, null);
        assertThat(heard).containsExactly("java.lang.Runnable");
    }

    @Test
    void aTrustedSignatureLetsAJarInAndItsGrantsWithIt() throws Exception {
        Policy policy = TestAddons.policy(false);
        TestKeys keys = new TestKeys();
        keys.create("publisher");
        keys.trust("publisher", policy);
        AddonService strict = TestAddons.service(
                framework.getBundleContext(), TestAddons.tx(), (tenant, account, event, json) -> {}, policy);
        byte[] jar = keys.sign(
                TestJar.app("kr.dure.sms", "1.0.0")
                        .header("Dure-Grants", "native;reason=\"a codec\"")
                        .entry("lib/codec.so")
                        .bytes(),
                "publisher");
        Addon addon = operator(() -> strict.install(jar, Steps.SILENT)).addon();
        assertThat(addon).returns(AddonState.ACTIVE, Addon::state).returns("CN=publisher", Addon::signer);
    }
}
